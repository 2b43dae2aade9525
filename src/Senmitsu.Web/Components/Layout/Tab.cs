using Senmitsu.Web.Localization;

namespace Senmitsu.Web.Components.Layout;

/// <summary>A tab of the frame.</summary>
/// <param name="Address">Of its page.</param>
/// <param name="Name">On the tab.</param>
public sealed record Tab(string Address, Phrase Name)
{
    /// <summary>All tabs, in A1111's order.</summary>
    public static IReadOnlyList<Tab> All { get; } =
    [
        new("/", Phrases.TextToImage),
        new("/img2img", Phrases.ImageToImage),
        new("/extras", Phrases.Extras),
        new("/png-info", Phrases.PngInfo),
        new("/train", Phrases.TrainLora),
        new("/models", Phrases.Models),
        new("/gallery", Phrases.Gallery),
        new("/settings", Phrases.Settings),
        new("/doctor", Phrases.Doctor),
    ];
}
