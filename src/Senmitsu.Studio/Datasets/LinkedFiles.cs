using Senmitsu.Formats.Files;

namespace Senmitsu.Studio.Datasets;

/// <summary>Puts files of one folder into another without moving or replacing any, and counts how.</summary>
internal sealed class LinkedFiles
{
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);

    /// <summary>Files that are on the disk once and have two names.</summary>
    public int Linked { get; private set; }

    /// <summary>Files that are on the disk twice, because the file system has no links.</summary>
    public int Copied { get; private set; }

    /// <summary>Texts that were missing.</summary>
    public int Written { get; private set; }

    /// <summary>Gives a file a second name.</summary>
    /// <returns>False when another file was given that name before. A file that an earlier run left there stays.</returns>
    public bool Add(string source, string target)
    {
        if (_sources.TryGetValue(target, out var other) && other != source) return false;
        _sources[target] = source;
        if (File.Exists(target)) return true;
        if (HardLink.TryCreate(source, target))
        {
            Linked++;
        }
        else
        {
            File.Copy(source, target);
            Copied++;
        }

        return true;
    }

    /// <summary>Writes a text unless the file exists.</summary>
    public void Write(string target, string text)
    {
        if (File.Exists(target)) return;
        AtomicFile.Write(target, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text + "\n")));
        Written++;
    }
}
