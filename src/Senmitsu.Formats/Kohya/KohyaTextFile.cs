using System.Text;
using Senmitsu.Formats.Files;

namespace Senmitsu.Formats.Kohya;

/// <summary>What kohya's two kinds of settings files have in common: UTF-8, with or without BOM, of modest size.</summary>
internal static class KohyaTextFile
{
    /// <summary>Real files have some 10 KB.</summary>
    private const int MaxSizeInBytes = 16 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new FileInfo(path);
        if (!file.Exists) throw new FileNotFoundException($"the settings file '{path}' does not exist", path);
        if (file.Length > MaxSizeInBytes) throw new KohyaConfigException(path, null, $"the file has {file.Length} bytes, a settings file has at most {MaxSizeInBytes}");
        try
        {
            return StrictUtf8.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw new KohyaConfigException(path, null, "the file is not UTF-8: save it as UTF-8 in your editor", e);
        }
    }

    public static void Write(string path, string text) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
