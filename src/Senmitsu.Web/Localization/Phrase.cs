using System.Globalization;

namespace Senmitsu.Web.Localization;

/// <summary>One thing the pages say, in every language; <c>{0}</c> stands for a value.</summary>
/// <param name="English">In English: A1111's and kohya_ss' own words where they have one.</param>
/// <param name="Japanese">In Japanese.</param>
public sealed record Phrase(string English, string Japanese)
{
    /// <summary>The words in a language.</summary>
    public string In(Language language) => language == Language.Japanese ? Japanese : English;

    /// <summary>The words in a language with values.</summary>
    public string In(Language language, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.InvariantCulture, In(language), values);
}
