using Microsoft.AspNetCore.Components;
using Senmitsu.Web.Localization;
using Senmitsu.Web.Localization.Messages;

namespace Senmitsu.Web.Components;

/// <summary>What every page and control has: the language of the person who looks at it.</summary>
public abstract class StudioComponent : ComponentBase
{
    /// <summary>Language and theme.</summary>
    [CascadingParameter]
    public required Preferences Preferences { get; set; }

    /// <summary>A phrase in the page's language.</summary>
    protected string T(Phrase phrase) => (phrase ?? throw new ArgumentNullException(nameof(phrase))).In(Preferences.Language);

    /// <summary>What the studio says, which is English below the pages, in the page's language.</summary>
    protected string Say(string message) => MessageTranslation.In(message, Preferences.Language);

    /// <summary>A phrase with values in the page's language.</summary>
    protected string T(Phrase phrase, params ReadOnlySpan<object?> values) => (phrase ?? throw new ArgumentNullException(nameof(phrase))).In(Preferences.Language, values);
}
