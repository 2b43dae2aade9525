namespace Senmitsu.Tests.Web.Localization.Messages;

/// <summary>A text in a source file: a literal, or several that are added up.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Before">The code before it, from the end of the last statement on.</param>
/// <param name="Parts">What stands between its holes; one more than there are holes.</param>
internal sealed record SourceText(string Path, int Line, string Before, IReadOnlyList<string> Parts)
{
    /// <summary>The text with something in every hole.</summary>
    public string With(string value) => string.Join(value, Parts);

    /// <summary>Letters outside the holes.</summary>
    public int Weight => Parts.Sum(part => part.Length);

    /// <summary>Whether another text could be this one: whether its parts stand there in their order.</summary>
    /// <param name="text">The other text.</param>
    /// <param name="isWhole">Whether it must begin and end as this one.</param>
    public bool Fits(string text, bool isWhole)
    {
        var at = 0;
        foreach (var part in Parts)
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + part.Length;
        }

        return !isWhole || (text.StartsWith(Parts[0], StringComparison.Ordinal) && text.EndsWith(Parts[^1], StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Path}({Line}): {With("{}")}";
}
