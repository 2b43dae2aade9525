using System.Collections;
using System.Globalization;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>Brings the values of command lines and files to one type per kind of argument.</summary>
internal static class KohyaValues
{
    /// <summary>
    /// Converts to bool, long, double, string, List&lt;string&gt;, List&lt;double&gt; or <see cref="StepCount"/>.
    /// Text is understood as the command line would; numbers may stand for text.
    /// </summary>
    /// <returns>False with the rule that the value breaks.</returns>
    public static bool TryConvert(KohyaArgument argument, object raw, out object value, out string rule)
    {
        rule = argument.Kind switch
        {
            ArgumentKind.Flag => "is a switch: true or false",
            ArgumentKind.WholeNumber => "must be a whole number",
            ArgumentKind.Number => "must be a number",
            ArgumentKind.NumberList => "must be a list of numbers",
            ArgumentKind.TextList => "must be a list of texts",
            ArgumentKind.Steps => "must be a number of steps, a share below 1, or a percentage",
            _ => "must be text",
        };
        value = raw;
        var converted = argument.Kind switch
        {
            ArgumentKind.Flag => Flag(raw),
            ArgumentKind.WholeNumber => WholeNumber(raw),
            ArgumentKind.Number => Number(raw),
            ArgumentKind.TextList => Items(raw).Select(Text).ToList() is var texts && texts.All(text => text is not null) ? texts.ConvertAll(text => text!) : null,
            ArgumentKind.NumberList => Items(raw).Select(Number).ToList() is var numbers && numbers.All(number => number is not null) ? numbers.ConvertAll(number => number!.Value) : null,
            ArgumentKind.Steps => Steps(raw),
            _ => (object?)(Text(raw) ?? (raw is IEnumerable list and not IDictionary ? string.Join(',', list.Cast<object>().Select(Text)) : null)),
        };
        if (converted is null) return false;
        if (argument.Choices.Count > 0 && converted is string choice && !argument.Choices.Contains(choice))
        {
            rule = $"must be one of {string.Join(", ", argument.Choices)}";
            return false;
        }

        value = converted;
        return true;
    }

    /// <summary>True if a converted value says nothing beyond the default. Empty text and lists, and 0 where the default is "unset", say nothing.</summary>
    public static bool IsDefault(KohyaArgument argument, object value) => value switch
    {
        string text => text == (argument.Default as string ?? "") || text.Length == 0,
        List<string> list => list.Count == 0,
        List<double> list => list.Count == 0,
        long number => number == (argument.Default as long? ?? 0),
        double number => number == (argument.Default as double? ?? 0),
        StepCount count => count.Value == 0,
        bool flag => flag == (argument.Default as bool? ?? false),
        _ => false,
    };

    /// <summary>As people read it.</summary>
    public static string Display(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        string text => text,
        IEnumerable list => string.Join(' ', list.Cast<object>().Select(Display)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static bool? Flag(object raw) => raw switch
    {
        bool flag => flag,
        long and (0 or 1) => (long)raw == 1,
        int and (0 or 1) => (int)raw == 1,
        string text when bool.TryParse(text, out var flag) => flag,
        _ => null,
    };

    private static long? WholeNumber(object raw) => raw switch
    {
        long number => number,
        int number => number,
        double number when number == Math.Truncate(number) && Math.Abs(number) < 1e15 => (long)number,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static double? Number(object raw) => raw switch
    {
        double number => number,
        long number => number,
        int number => number,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => null,
    };

    // A fraction in a file is a share even if it is 1.0; a whole number on the command line is a number of steps.
    private static StepCount? Steps(object raw) => raw switch
    {
        StepCount count => count,
        double number and > 0 and <= 1 => StepCount.Ratio(number),
        _ => StepCount.TryParse(Text(raw), out var count) ? count : null,
    };

    private static string? Text(object raw) => raw switch
    {
        string text => text,
        long or int or double or StepCount => Display(raw),
        _ => null,
    };

    private static IEnumerable<object> Items(object raw) => raw is IEnumerable list and not string ? list.Cast<object>() : [raw];
}
