using System.Text;
using System.Text.RegularExpressions;

namespace Senmitsu.Studio.Generation;

/// <summary>
/// Replaces <c>__name__</c> in prompts by a line of <c>name.txt</c>, as the common wildcard extensions do. The same seed chooses the same
/// lines on every machine. Blank lines and lines that begin with <c>#</c> are not chosen.
/// </summary>
/// <param name="folder">Where the files are, with sub-folders: <c>__animals/cats__</c>.</param>
public sealed partial class Wildcards(string folder)
{
    /// <summary>How deep lines may name further wildcards.</summary>
    private const int MaxDepth = 8;

    private const long MaxBytes = 16 << 20;

    private readonly Dictionary<string, string[]?> _lines = [];

    /// <summary>Whether a prompt names any.</summary>
    public static bool Occur(string prompt) => Name().IsMatch(prompt);

    /// <summary>Expands a prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="seed">Seed of the picture.</param>
    /// <param name="onUnknown">Told each name without a file; it stays as it is.</param>
    /// <exception cref="UserErrorException">A wildcard calls itself.</exception>
    public string Expand(string prompt, long seed, Action<string> onUnknown) => Expand(prompt, new Random(unchecked((int)(seed ^ (seed >> 32)))), onUnknown, 0);

    private string Expand(string prompt, Random random, Action<string> onUnknown, int depth) => Name().Replace(prompt, match =>
    {
        if (depth == MaxDepth) throw new UserErrorException($"wildcards are nested deeper than {MaxDepth} at {match.Value}: one of them calls itself. Take the name out of its own file.");
        var name = match.Groups["name"].Value;
        if (Lines(name) is { Length: > 0 } lines) return Expand(lines[random.Next(lines.Length)], random, onUnknown, depth + 1);
        onUnknown(name);
        return match.Value;
    });

    private string[]? Lines(string name)
    {
        if (_lines.TryGetValue(name, out var known)) return known;
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, name + ".txt"));
        var isThere = path.StartsWith(root, StringComparison.Ordinal) && File.Exists(path) && new FileInfo(path).Length <= MaxBytes;
        return _lines[name] = isThere ? [.. File.ReadLines(path, Encoding.UTF8).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')] : null;
    }

    // "a __animals/cats__ in __place__"
    [GeneratedRegex(@"__(?<name>[\w\-./ ]+?)__", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
