using System.Globalization;
using Senmitsu.Formats.Python;

namespace Senmitsu.Training.Settings;

/// <summary>Values of <c>key=value</c> arguments, which sd-scripts reads as Python literals: null, bool, double, string, or double[].</summary>
internal static class PythonLiteral
{
    /// <summary>Reads <c>True</c>, <c>None</c>, <c>0.01</c>, <c>'text'</c>, <c>(0.9, 0.99)</c>, <c>[1,2]</c>, <c>0.9,0.99</c>; anything else is text.</summary>
    public static object? Parse(string text)
    {
        var trimmed = text.AsSpan().Trim();
        switch (trimmed)
        {
            case "None": return null;
            case "True" or "true": return true;
            case "False" or "false": return false;
        }

        if (IsWrapped(trimmed, '\'', '\'') || IsWrapped(trimmed, '"', '"')) return trimmed[1..^1].ToString();
        if (TryNumber(trimmed, out var number)) return number;
        var isList = IsWrapped(trimmed, '(', ')') || IsWrapped(trimmed, '[', ']');
        var items = (isList ? trimmed[1..^1] : trimmed).ToString().Split(',', StringSplitOptions.TrimEntries);
        if (items.Length > 1 && items[^1].Length == 0) items = items[..^1]; // (1,)
        var numbers = new double[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            if (!TryNumber(items[i], out numbers[i])) return trimmed.ToString();
        }

        return numbers;
    }

    /// <summary>As <see cref="Parse"/> reads it back, without blanks, which separate arguments in kohya_ss.</summary>
    public static string Format(object? value) => value switch
    {
        null => PythonText.None,
        bool flag => PythonText.Of(flag),
        double number => Format(number),
        double[] numbers => string.Join(',', numbers.Select(Format)),
        _ => (string)value,
    };

    /// <summary>A literal as Python prints what it reads of it: <c>1</c> and <c>1.0</c> stay what they are, <c>0.9,0.99</c> becomes <c>(0.9, 0.99)</c>.</summary>
    public static string Reprint(string text)
    {
        var trimmed = text.Trim();
        if (IsWhole(trimmed)) return trimmed.TrimStart('+');
        var value = Parse(trimmed);
        if (value is not double[] numbers) return value is double number ? PythonText.Of(number) : Format(value);
        var items = trimmed.Trim('(', ')', '[', ']').Split(',', StringSplitOptions.TrimEntries).Take(numbers.Length).Select((item, i) => IsWhole(item) ? item.TrimStart('+') : PythonText.Of(numbers[i]));
        var inside = string.Join(", ", items);
        return trimmed[0] == '[' ? $"[{inside}]" : $"({inside}{(numbers.Length == 1 ? "," : "")})";
    }

    private static bool IsWhole(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    // Python reads an exponent beyond range as infinity, and has no literal for it.
    private static string Format(double number) => double.IsPositiveInfinity(number) ? "1e999" : PythonText.Of(number);

    private static bool TryNumber(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && !double.IsNaN(number);

    private static bool IsWrapped(ReadOnlySpan<char> text, char open, char close) => text.Length >= 2 && text[0] == open && text[^1] == close;
}
