using System.Text;

namespace Senmitsu.Models;

/// <summary>A file does not hold the network it should. The message lists what differs, with shapes.</summary>
public sealed class ModelMismatchException : Exception
{
    private const int MostListed = 8;

    /// <summary>Creates the exception and its message.</summary>
    /// <param name="path">The file.</param>
    /// <param name="missing">Keys the network needs and the file lacks.</param>
    /// <param name="unexpected">Keys of the file the network has no place for.</param>
    /// <param name="wrongShapes">One sentence each: key, shape found, shape wanted.</param>
    /// <param name="remedy">What the user can do.</param>
    public ModelMismatchException(string path, IReadOnlyList<string> missing, IReadOnlyList<string> unexpected, IReadOnlyList<string> wrongShapes, string remedy)
        : base(Describe(path, missing, unexpected, wrongShapes, remedy))
    {
        Path = path;
        Missing = missing;
        Unexpected = unexpected;
        WrongShapes = wrongShapes;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Keys the network needs and the file lacks.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Keys of the file the network has no place for.</summary>
    public IReadOnlyList<string> Unexpected { get; }

    /// <summary>Key, shape found and shape wanted, one sentence each.</summary>
    public IReadOnlyList<string> WrongShapes { get; }

    private static string Describe(string path, IReadOnlyList<string> missing, IReadOnlyList<string> unexpected, IReadOnlyList<string> wrongShapes, string remedy)
    {
        var text = new StringBuilder($"{path} does not fit the network.");
        List(text, "missing", missing);
        List(text, "wrong shape", wrongShapes);
        List(text, "unexpected", unexpected);
        return text.Append(' ').Append(remedy).ToString();
    }

    private static void List(StringBuilder text, string title, IReadOnlyList<string> items)
    {
        if (items.Count == 0) return;
        text.Append(' ').Append(title).Append(" (").Append(items.Count).Append("): ").AppendJoin("; ", items.Take(MostListed));
        text.Append(items.Count > MostListed ? "; …" : ".");
    }
}
