using System.Globalization;

namespace Senmitsu.Formats.Python;

/// <summary>Values as Python prints them, which is how sd-scripts and the web UI store them in their files.</summary>
public static class PythonText
{
    /// <summary>A value that is not there.</summary>
    public const string None = "None";

    /// <summary><c>True</c> or <c>False</c>.</summary>
    public static string Of(bool value) => value ? "True" : "False";

    /// <summary>A whole number.</summary>
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest digits that give the number back: <c>7.0</c>, <c>0.0001</c>, <c>1e-05</c>, <c>1e+16</c>, <c>inf</c>, <c>nan</c>.</summary>
    public static string Of(double value)
    {
        if (double.IsNaN(value)) return "nan";
        var sign = double.IsNegative(value) ? "-" : "";
        if (double.IsInfinity(value)) return sign + "inf";

        // .NET finds the same digits as Python, but sets exponents in other places: 1E-05, 0.0001, 7, 1E+16.
        var parts = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var shift = parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var mantissa = parts[0].Split('.');
        var allDigits = string.Concat(mantissa);
        var digits = allDigits.TrimStart('0');
        var exponent = mantissa[0].Length + shift - (allDigits.Length - digits.Length) - 1;
        digits = digits.TrimEnd('0');
        if (digits.Length == 0) return sign + "0.0";

        // CPython pystrtod.c, format_float_short for repr: an exponent below 1e-4 and from 1e16 on.
        var text = exponent switch
        {
            < -4 or >= 16 => string.Create(CultureInfo.InvariantCulture, $"{(digits.Length > 1 ? digits.Insert(1, ".") : digits)}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}"),
            < 0 => "0." + new string('0', -exponent - 1) + digits,
            _ when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0') + ".0",
            _ => digits.Insert(exponent + 1, "."),
        };
        return sign + text;
    }
}
