using System.Globalization;
using System.Text;
using Senmitsu.Formats.Files;

namespace Senmitsu.Studio.Datasets;

/// <summary>
/// Puts files of one folder into another without moving any, follows what has changed since an earlier run, and counts how. A list in
/// the folder says which files it put there and what their sources were: no other is ever replaced or deleted.
/// </summary>
internal sealed class LinkedFiles
{
    private const string ListName = ".senmitsu-fixed";

    /// <summary>Source of a text that had none.</summary>
    private const string Nothing = "0 0";

    private readonly string _folder;
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _before = new(StringComparer.Ordinal), _now = new(StringComparer.Ordinal);

    /// <summary>Reads the list of an earlier run.</summary>
    /// <param name="folder">The folder that files are put into; it need not exist.</param>
    public LinkedFiles(string folder)
    {
        _folder = folder;
        if (!File.Exists(ListPath)) return;

        // 48213 638712345678901234 10_cat/a.png
        foreach (var parts in File.ReadLines(ListPath).Select(line => line.Split(' ', 3)).Where(parts => parts.Length == 3))
        {
            // Folders of pictures come from anywhere, and their lists with them: none may lead out of the folder.
            var target = Path.GetFullPath(Path.Combine(folder, parts[2]));
            if (target.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)) _before[target] = $"{parts[0]} {parts[1]}";
        }
    }

    /// <summary>Files that are on the disk once and have two names.</summary>
    public int Linked { get; private set; }

    /// <summary>Files that are on the disk twice, because the file system has no links.</summary>
    public int Copied { get; private set; }

    /// <summary>Texts that were missing.</summary>
    public int Written { get; private set; }

    /// <summary>Files of an earlier run whose source is gone.</summary>
    public int Deleted { get; private set; }

    private string ListPath => Path.Combine(_folder, ListName);

    /// <summary>Gives a file a second name.</summary>
    /// <returns>False when another file was given that name before. A file that an earlier run left there stays while its source is the same.</returns>
    public bool Add(string source, string target)
    {
        if (_sources.TryGetValue(target, out var other)) return other == source;
        _sources[target] = source;
        var state = StateOf(source);
        if (!IsFree(target, state)) return true;
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
        if (_now.ContainsKey(target) || !IsFree(target, Nothing)) return;
        AtomicFile.Write(target, stream => stream.Write(Encoding.UTF8.GetBytes(text + "\n")));
        Written++;
    }

    /// <summary>Deletes the files of an earlier run whose source is gone, and keeps the list for the next.</summary>
    public void Finish()
    {
        if (!Directory.Exists(_folder)) return;

        // Some disks take names that differ in capitals for one.
        foreach (var gone in _before.Keys.Except(_now.Keys, StringComparer.OrdinalIgnoreCase).Where(File.Exists))
        {
            File.Delete(gone);
            Deleted++;
            if (Path.GetDirectoryName(gone) is { } folder && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        }

        var lines = string.Concat(_now.Select(pair => $"{pair.Value} {Path.GetRelativePath(_folder, pair.Key)}\n"));
        AtomicFile.Write(ListPath, stream => stream.Write(Encoding.UTF8.GetBytes(lines)));
    }

    /// <summary>Whether a file is to be put there; what an earlier run left of a source that has changed since makes room.</summary>
    private bool IsFree(string target, string state)
    {
        var isThere = File.Exists(target);
        var isOurs = _before.TryGetValue(target, out var before);
        if (isThere && !isOurs && StateOf(target) != state) return false;
        _now[target] = state;
        if (isThere && isOurs && before != state) File.Delete(target);
        else if (isThere) return false;
        return true;
    }

    /// <summary>Length and time of the last change: links and copies share them with their source.</summary>
    private static string StateOf(string path)
    {
        var file = new FileInfo(path);
        return string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}");
    }
}
