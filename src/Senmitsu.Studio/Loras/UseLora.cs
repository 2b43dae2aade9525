using System.Globalization;
using System.Security.Cryptography;
using Senmitsu.Formats.Files;
using Senmitsu.Formats.Pickle;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;

namespace Senmitsu.Studio.Loras;

/// <summary>A LoRA of a training → the folder that prompts look in.</summary>
/// <param name="folders">The data folder.</param>
public sealed class UseLora(StudioFolders folders)
{
    /// <summary>
    /// Copies the file under its name; the copy appears whole or not at all. It replaces a save of the same training. Whatever else has
    /// that name may be all there is of it, so the copy gets a number.
    /// </summary>
    /// <param name="path">A file that a training has saved.</param>
    /// <returns>Its name in prompts.</returns>
    /// <exception cref="UserErrorException">The file is gone, or the folder cannot be written to.</exception>
    public string Run(string path)
    {
        RequiredFiles.Check("LoRA", path);
        var name = Path.GetFileNameWithoutExtension(path);
        try
        {
            Directory.CreateDirectory(folders.Loras);
            var target = Path.Combine(folders.Loras, Path.GetFileName(path));
            for (var i = 2; File.Exists(target); i++)
            {
                if (IsSame(path, target)) return Path.GetFileNameWithoutExtension(target);
                if (IsOfSameRun(path, target)) break;
                target = Path.Combine(folders.Loras, string.Create(CultureInfo.InvariantCulture, $"{name}-{i}{Path.GetExtension(path)}"));
            }

            using var source = File.OpenRead(path);
            AtomicFile.Write(target, source.CopyTo);
            return Path.GetFileNameWithoutExtension(target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be copied to {folders.Loras}: {e.Message} Free some space, or copy it yourself.", e);
        }
    }

    private static bool IsSame(string path, string other)
    {
        using var one = File.OpenRead(path);
        using var two = File.OpenRead(other);
        return one.Length == two.Length && SHA256.HashData(one).AsSpan().SequenceEqual(SHA256.HashData(two));
    }

    private static bool IsOfSameRun(string path, string other) => RunOf(path) is { } run && run == RunOf(other);

    private static (string Session, string Name)? RunOf(string path)
    {
        try
        {
            using var file = WeightFiles.Open(path);
            return file.Metadata.TryGetValue("ss_session_id", out var session) && file.Metadata.TryGetValue("ss_output_name", out var name) ? (session, name) : null;
        }
        catch (Exception e) when (e is SafetensorsException or PickleException)
        {
            return null;
        }
    }
}
