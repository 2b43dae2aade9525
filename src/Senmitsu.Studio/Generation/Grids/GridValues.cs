using System.Globalization;
using System.Text.RegularExpressions;

namespace Senmitsu.Studio.Generation.Grids;

/// <summary>
/// The values of a grid's axis as AUTOMATIC1111 writes them: <c>10, 20</c>, <c>"Euler a", Heun</c>, <c>1-5</c>, <c>1-5 (+2)</c>,
/// <c>10-5 (-3)</c>, <c>1-10 [5]</c>; and <c>5-9:3</c> for three values from 5 to 9.
/// </summary>
public static partial class GridValues
{
    private const int MaxValues = 10000;

    /// <summary>All values of an axis in order.</summary>
    /// <param name="text">Values with commas between them; one with a comma in it stands in double quotes.</param>
    /// <param name="kind">Whether ranges are meant.</param>
    /// <exception cref="UserErrorException">A value is no number where one belongs, or a range is endless.</exception>
    public static IReadOnlyList<string> Expand(string text, GridValueKind kind)
    {
        var values = Value().Matches(text).Select(match => match.Groups["quoted"].Success ? match.Groups["quoted"].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : match.Groups["bare"].Value.Trim()).ToList();
        return kind == GridValueKind.Text ? values : [.. values.SelectMany(value => ExpandNumber(value, kind == GridValueKind.Whole))];
    }

    private static IEnumerable<string> ExpandNumber(string value, bool isWhole)
    {
        var match = Range().Match(value);
        if (!match.Success) return [Text(Parse(value, value, isWhole))];
        double first = Parse(match.Groups["first"].Value, value, isWhole), last = Parse(match.Groups["last"].Value, value, isWhole);
        if (match.Groups["count"] is { Success: true } count) return Spaced(first, last, (int)Parse(count.Value, value, isWhole: true), isWhole, value);
        var step = match.Groups["step"] is { Success: true } stated ? Parse(stated.Value, value, isWhole) : 1;

        // A1111: Python's range(first, last + 1, step) for whole numbers, numpy's arange(first, last + step, step) for others.
        var end = isWhole ? last + 1 : last + step;
        var values = step == 0 ? double.PositiveInfinity : Math.Ceiling((end - first) / step);
        if (values is < 1 or > MaxValues) throw new UserErrorException($"the range '{value}' has no values or more than {MaxValues}. Write for example 1-5, 1-5 (+2), 10-5 (-1) or 1-10 [5].");
        return Enumerable.Range(0, (int)values).Select(i => Text(first + i * step));
    }

    private static IEnumerable<string> Spaced(double first, double last, int count, bool isWhole, string value)
    {
        if (count is < 1 or > MaxValues) throw new UserErrorException($"the range '{value}' has {count} values; expected 1 to {MaxValues}.");
        return Enumerable.Range(0, count).Select(i => count == 1 ? first : first + (last - first) * i / (count - 1)).Select(number => Text(isWhole ? Math.Truncate(number) : number));
    }

    private static double Parse(string text, string value, bool isWhole)
    {
        var compact = text.Replace(" ", "", StringComparison.Ordinal);
        return double.TryParse(compact, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && (!isWhole || number == Math.Truncate(number))
            ? number
            : throw new UserErrorException($"'{value}' is no {(isWhole ? "whole number" : "number")} and no range of them. Write for example 10,20 or 1-5 (+2) or 1-10 [5].");
    }

    // Sums of steps such as 0.1 are rounded, so that 0.30000000000000004 reads 0.3.
    private static string Text(double number) => Math.Round(number, 10).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\G\s*(?:""(?<quoted>(?:[^""]|"""")*)""\s*|(?<bare>[^,]+))(?:,|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Value();

    // "1-5", "1 - 5 (+2)", "-1-1 [3]", "5-9:3"
    [GeneratedRegex(@"^\s*(?<first>[+-]?\s*\d+(\.\d*)?)\s*-\s*(?<last>[+-]?\s*\d+(\.\d*)?)\s*(\(\s*(?<step>[+-]\s*\d+(\.\d*)?)\s*\)|\[\s*(?<count>\d+)\s*\]|:\s*(?<count>\d+))?\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Range();
}
