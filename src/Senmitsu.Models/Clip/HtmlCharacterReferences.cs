using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Senmitsu.Models.Clip;

/// <summary>Replaces HTML character references (<c>&amp;lt;</c>, <c>&amp;#39;</c>) in prompts the way ftfy does.</summary>
internal static partial class HtmlCharacterReferences
{
    // Upper-case names that begin with one of these are read as the short reference plus letters, so they are no names.
    private static readonly string[] ShortUpperCaseNames = ["AMP", "COPY", "ETH", "GT", "LT", "QUOT", "REG", "THORN"];

    private static readonly Lazy<FrozenDictionary<string, string>> Names = new(ReadTable);

    /// <summary>The text with every reference that ends in a semicolon replaced once; <c>&amp;amp;lt;</c> becomes <c>&amp;lt;</c>.</summary>
    public static string Replace(string text) =>
        text.Contains('&', StringComparison.Ordinal) ? Reference().Replace(text, match => Resolve(match.Value)) : text;

    private static string Resolve(string reference)
    {
        if (!reference.StartsWith("&#", StringComparison.Ordinal))
            return Names.Value.TryGetValue(reference[1..^1], out var named) ? named : reference;

        bool isHex = reference.Length > 2 && reference[2] is 'x' or 'X';
        var digits = reference.AsSpan(isHex ? 3 : 2);
        digits = digits[..^1];
        foreach (char digit in digits)
        {
            if (isHex ? !char.IsAsciiHexDigit(digit) : !char.IsAsciiDigit(digit)) return reference;
        }

        // "&#59;" is a semicolon, which ftfy takes for an unfinished reference and leaves alone.
        return digits.IsEmpty || CodePointText(digits, isHex) is not { } text || text == ";" ? reference : text;
    }

    /// <summary>Numeric references as the HTML standard resolves them ("Numeric character reference end state").</summary>
    private static string CodePointText(ReadOnlySpan<char> digits, bool isHex)
    {
        digits = digits.TrimStart('0');
        if (digits.Length > 8) return "\uFFFD";
        long code = digits.IsEmpty ? 0 : long.Parse(digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture);
        if (code is >= 0x80 and <= 0x9F) return Windows1252.C1(code).ToString();
        if (code is 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF)) return "\uFFFD";
        bool isRefused = code is (>= 0x01 and <= 0x08) or 0x0B or (>= 0x0E and <= 0x1F) or 0x7F or (>= 0xFDD0 and <= 0xFDEF)
            || (code & 0xFFFE) == 0xFFFE;
        return isRefused ? "" : char.ConvertFromUtf32((int)code);
    }

    private static FrozenDictionary<string, string> ReadTable()
    {
        var names = new Dictionary<string, string>(4096, StringComparer.Ordinal);
        foreach (var entry in Table.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            var value = new StringBuilder();
            foreach (var code in entry[(equals + 1)..].Split('+'))
                value.Append(char.ConvertFromUtf32(int.Parse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));
            names.Add(entry[..equals], value.ToString());
        }

        // "&EACUTE;" is no reference of HTML, but ftfy reads it as the capital letter.
        foreach (var (name, value) in names.ToArray())
        {
            var upper = name.ToUpperInvariant();
            bool isLowerCase = name.Equals(name.ToLowerInvariant(), StringComparison.Ordinal);
            if (!isLowerCase || names.ContainsKey(upper) || ShortUpperCaseNames.Any(s => upper.StartsWith(s, StringComparison.Ordinal))) continue;
            names.Add(upper, value switch { "ß" => "SS", "ı" => "I", _ => value.ToUpperInvariant() });
        }

        return names.ToFrozenDictionary(StringComparer.Ordinal);
    }

    [GeneratedRegex("&#?[0-9A-Za-z]{1,24};", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
