using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Senmitsu.Models.Clip;

/// <summary>What happens to a prompt before CLIP's byte pair encoding sees it.</summary>
/// <remarks>
/// <see cref="Fix"/> follows <c>ftfy.fix_text</c> (version 6), which CLIP was trained with and which kohya sd-scripts and
/// AUTOMATIC1111 run through the Python tokenizer. One step is left out on purpose: the repair of mojibake (text that was
/// decoded with the wrong encoding, "Ã©" for "é"), a statistical guess that a prompt rarely needs and sometimes suffers from.
/// </remarks>
public static partial class ClipTextCleaning
{
    /// <summary>Cleans and lower-cases a prompt for the byte pair encoding.</summary>
    /// <param name="text">Any text; unpaired surrogates are allowed.</param>
    /// <param name="cleaning">How much is repaired.</param>
    /// <returns>Lower-case text in Unicode form C, with single spaces, trimmed.</returns>
    public static string Clean(string text, ClipCleaning cleaning)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool repairs = cleaning == ClipCleaning.Ftfy;
        text = repairs ? Fix(text) : Compose(ReplaceLoneSurrogates(text));
        return LowerCase(Whitespace().Replace(text, " ").Trim(' '), finalSigma: repairs);
    }

    /// <summary>Repairs what web pages and text processors do to text; see the remarks of the class for what is left out.</summary>
    /// <param name="text">Any text; unpaired surrogates are allowed.</param>
    /// <returns>Text in Unicode form C with straight quotes, plain letters for ligatures and no control characters.</returns>
    public static string Fix(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var result = new StringBuilder(text.Length);
        bool mayBeMarkup = false;
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start) is var newLine and >= 0 ? newLine + 1 : text.Length;
            var line = text[start..end];

            // A "<" means that references such as "&lt;" are markup that somebody escaped on purpose, here and below.
            mayBeMarkup |= line.Contains('<', StringComparison.Ordinal);
            result.Append(FixLine(line, replacesReferences: !mayBeMarkup));
            start = end;
        }

        return result.ToString();
    }

    /// <summary>Repeats the steps until nothing changes: "&amp;amp;lt;" needs two rounds.</summary>
    private static string FixLine(string text, bool replacesReferences)
    {
        while (true)
        {
            var before = text;
            if (replacesReferences) text = HtmlCharacterReferences.Replace(text);
            text = ReplaceCharacters(text);
            text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace('\u2028', '\n').Replace('\u2029', '\n');
            text = ReplaceLoneSurrogates(text);
            text = RemoveControlCharacters(TerminalEscape().Replace(text, ""));
            text = Compose(text);
            if (text.Equals(before, StringComparison.Ordinal)) return text;
        }
    }

    /// <summary>Unicode's form C. .NET refuses U+FFFE, which is no character and composes with nothing.</summary>
    private static string Compose(string text) =>
        string.Join('\uFFFE', text.Split('\uFFFE').Select(part => part.Normalize(NormalizationForm.FormC)));

    private static string ReplaceCharacters(string text)
    {
        StringBuilder? result = null;
        for (int i = 0; i < text.Length; i++)
        {
            var replacement = Replacement(text[i]);
            if (replacement is not null) result ??= new StringBuilder(text, 0, i, text.Length + 8);
            if (result is null) continue;
            if (replacement is null) result.Append(text[i]);
            else result.Append(replacement);
        }

        return result?.ToString() ?? text;
    }

    private static string? Replacement(char c) => c switch
    {
        < '\u0080' => null,
        <= '\u009F' => Straight(Windows1252.C1(c)),
        '\u3000' => " ",
        >= '\uFF01' and <= '\uFFEF' => Width(c),
        _ => Ligature(c) ?? Quote(c),
    };

    private static string Straight(char c) => Quote(c) ?? c.ToString();

    private static string? Quote(char c) => c switch
    {
        '\u02BC' or (>= '\u2018' and <= '\u201B') => "'",
        >= '\u201C' and <= '\u201F' => "\"",
        _ => null,
    };

    private static string? Ligature(char c) => c switch
    {
        '\u0132' => "IJ",
        '\u0133' => "ij",
        '\u0149' => "'n", // ʼn, whose modifier letter is straightened with the quotes
        '\u01F1' => "DZ",
        '\u01F2' => "Dz",
        '\u01F3' => "dz",
        '\u01C4' => "DŽ",
        '\u01C5' => "Dž",
        '\u01C6' => "dž",
        '\u01C7' => "LJ",
        '\u01C8' => "Lj",
        '\u01C9' => "lj",
        '\u01CA' => "NJ",
        '\u01CB' => "Nj",
        '\u01CC' => "nj",
        '\uFB00' => "ff",
        '\uFB01' => "fi",
        '\uFB02' => "fl",
        '\uFB03' => "ffi",
        '\uFB04' => "ffl",
        '\uFB05' => "ſt",
        '\uFB06' => "st",
        _ => null,
    };

    /// <summary>The ordinary form of a fullwidth or halfwidth character: "Ａ" is "A", "ｶ" is "カ".</summary>
    private static string? Width(char c)
    {
        var single = c.ToString();
        var ordinary = single.Normalize(NormalizationForm.FormKC);
        return ordinary.Equals(single, StringComparison.Ordinal) ? null : ordinary;
    }

    private static string RemoveControlCharacters(string text) =>
        text.Any(IsRemoved) ? string.Concat(text.Where(c => !IsRemoved(c))) : text;

    private static bool IsRemoved(char c) => c is <= '\u0008' or '\u000B' or (>= '\u000E' and <= '\u001F') or '\u007F'
        or (>= '\u206A' and <= '\u206F') or '\uFEFF' or (>= '\uFFF9' and <= '\uFFFC');

    private static string ReplaceLoneSurrogates(string text)
    {
        bool IsLone(int i) => char.IsHighSurrogate(text[i])
            ? i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])
            : char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1]));

        for (int i = 0; i < text.Length; i++)
        {
            if (IsLone(i)) return string.Create(text.Length, text, (span, _) =>
            {
                for (int k = 0; k < span.Length; k++) span[k] = IsLone(k) ? '\uFFFD' : text[k];
            });
        }

        return text;
    }

    /// <summary>Lower case as Python has it: "İ" becomes two characters, and "Σ" at the end of a word becomes "ς".</summary>
    private static string LowerCase(string text, bool finalSigma)
    {
        var lower = text.Replace("\u0130", "i\u0307", StringComparison.Ordinal);
        if (finalSigma && lower.Contains('Σ', StringComparison.Ordinal))
        {
            var source = lower;
            lower = string.Create(source.Length, source, (span, s) =>
            {
                for (int i = 0; i < span.Length; i++) span[i] = s[i] == 'Σ' && IsFinal(s, i) ? 'ς' : s[i];
            });
        }

        return lower.ToLowerInvariant();
    }

    /// <summary>Unicode Standard, table 3-17, condition Final_Sigma.</summary>
    private static bool IsFinal(string text, int i)
    {
        int before = i, after = i + 1;
        while (Rune.DecodeLastFromUtf16(text.AsSpan(0, before), out var rune, out int length) == OperationStatus.Done && IsCaseIgnorable(rune)) before -= length;
        while (Rune.DecodeFromUtf16(text.AsSpan(after), out var rune, out int length) == OperationStatus.Done && IsCaseIgnorable(rune)) after += length;
        return Rune.DecodeLastFromUtf16(text.AsSpan(0, before), out var left, out _) == OperationStatus.Done && IsCased(left)
            && !(Rune.DecodeFromUtf16(text.AsSpan(after), out var right, out _) == OperationStatus.Done && IsCased(right));
    }

    private static bool IsCased(Rune rune) => rune.Value is '\u00AA' or '\u00BA' or (>= '\u2160' and <= '\u217F') or (>= '\u24B6' and <= '\u24E9')
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    private static bool IsCaseIgnorable(Rune rune) => rune.Value is '\'' or '.' or ':' or '\u00B7' or '\u2019' or '\u2018' or '\u2024' or '\u2027'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Whitespace();

    // "\u001B[36;44m", which terminals use for colours.
    [GeneratedRegex(@"\u001B\[[0-9;]*[A-Za-z]", RegexOptions.CultureInvariant)]
    private static partial Regex TerminalEscape();
}
