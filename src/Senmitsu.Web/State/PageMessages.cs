using MudBlazor;
using Senmitsu.Web.Localization;
using Senmitsu.Web.Localization.Messages;

namespace Senmitsu.Web.State;

/// <summary>The short messages at the edge of a page, in its language.</summary>
/// <param name="snackbar">Shows them.</param>
public sealed class PageMessages(ISnackbar snackbar)
{
    /// <summary>The page's language, known when its frame is drawn.</summary>
    public Language Language { get; set; } = Language.English;

    /// <summary>Shows a message for a while.</summary>
    /// <param name="message">The page's own words, or what the studio says, in English.</param>
    /// <param name="severity">How bad it is.</param>
    public void Add(string message, Severity severity) => snackbar.Add(MessageTranslation.In(message, Language), severity);
}
