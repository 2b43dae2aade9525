using Senmitsu.Web.Localization;

namespace Senmitsu.Web.Components;

/// <summary>How a person wants the pages to look. Kept in cookies, so that the first byte is right already.</summary>
/// <param name="Language">Language of all words.</param>
/// <param name="IsDark">Dark or light; <see langword="null"/> follows the browser.</param>
public sealed record Preferences(Language Language, bool? IsDark)
{
    /// <summary>Cookie with a language's code.</summary>
    public const string LanguageCookie = "senmitsu-language";

    /// <summary>Cookie with <c>dark</c> or <c>light</c>.</summary>
    public const string ThemeCookie = "senmitsu-theme";
}
