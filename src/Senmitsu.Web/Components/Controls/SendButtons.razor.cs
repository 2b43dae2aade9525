using Microsoft.AspNetCore.Components;
using MudBlazor;
using Senmitsu.Studio.Gallery;
using Senmitsu.Web.Localization;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Controls;

/// <summary>Sends a picture, or its settings, to other pages.</summary>
public sealed partial class SendButtons : StudioComponent
{
    private static readonly (SendTarget, Phrase)[] Targets =
    [
        (SendTarget.TextToImage, Phrases.SendToTextToImage), (SendTarget.ImageToImage, Phrases.SendToImageToImage), (SendTarget.Inpaint, Phrases.SendToInpaint),
        (SendTarget.Extras, Phrases.SendToExtras), (SendTarget.Training, Phrases.SendToTraining),
    ];

    /// <summary>The picture.</summary>
    [Parameter, EditorRequired]
    public required GalleryImage Image { get; set; }

    /// <summary>Brings them there.</summary>
    [Inject]
    public required Generations Generations { get; init; }

    /// <summary>What stands on the training page.</summary>
    [Inject]
    public required TrainingDraft Training { get; init; }

    /// <summary>Says what was done.</summary>
    [Inject]
    public required PageMessages Messages { get; init; }

    /// <summary>Sends the picture.</summary>
    /// <param name="target">Where.</param>
    public async Task SendAsync(SendTarget target)
    {
        if (target != SendTarget.Training) await Generations.SendAsync(Image, target);
        else if (await Training.AddAsync([Image]) is { } count) Messages.Add(T(Phrases.AddedToTraining, Training.Form.Name, count), Severity.Success);
    }
}
