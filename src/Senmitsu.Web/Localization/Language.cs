namespace Senmitsu.Web.Localization;

/// <summary>A language of the pages.</summary>
public enum Language
{
    /// <summary>English.</summary>
    English,

    /// <summary>Japanese.</summary>
    Japanese,
}
