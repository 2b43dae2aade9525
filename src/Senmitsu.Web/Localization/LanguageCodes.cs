namespace Senmitsu.Web.Localization;

/// <summary>Languages and their codes (BCP 47).</summary>
public static class LanguageCodes
{
    /// <summary>Code of a language, such as <c>ja</c>.</summary>
    public static string Code(this Language language) => language == Language.Japanese ? "ja" : "en";

    /// <summary>The language of a choice made earlier, else the first known one that the browser asks for, else English.</summary>
    /// <param name="chosen">A code, or <see langword="null"/>.</param>
    /// <param name="acceptLanguage"><c>ja,en-US;q=0.9,en;q=0.8</c>: browsers list the liked ones first.</param>
    public static Language Choose(string? chosen, string acceptLanguage)
    {
        ArgumentNullException.ThrowIfNull(acceptLanguage);
        var wishes = acceptLanguage.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Prepend(chosen ?? "");
        return wishes.Select(Find).FirstOrDefault(language => language is not null) ?? Language.English;
    }

    private static Language? Find(string wish)
    {
        var code = wish.Split('-', ';')[0];
        return Enum.GetValues<Language>().Where(language => language.Code().Equals(code, StringComparison.OrdinalIgnoreCase)).Select(language => (Language?)language).FirstOrDefault();
    }
}
