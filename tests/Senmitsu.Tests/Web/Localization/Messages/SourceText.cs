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

    /// <inheritdoc/>
    public override string ToString() => $"{Path}({Line}): {With("{}")}";
}
