using Senmitsu.Numerics;

namespace Senmitsu.Studio.Settings;

/// <summary>What the user has chosen for everything the studio makes. Kept in <c>config.json</c> under AUTOMATIC1111's names where it has them.</summary>
public sealed record StudioSettings
{
    /// <summary>Name of the checkpoint in use, as <see cref="Models.ModelEntry.Name"/>; <see langword="null"/> for the first there is.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Automatic, None, or the name of a VAE. Default Automatic.</summary>
    public string Vae { get; init; } = "Automatic";

    /// <summary>Layers of the text encoder left out from the end, 1…12. Default 1 = none.</summary>
    public int ClipSkip { get; init; } = 1;

    /// <summary>Steps from one live preview to the next; 0 = none. Default 1 here, 10 in AUTOMATIC1111: the cheap preview costs next to nothing.</summary>
    public int PreviewEveryNSteps { get; init; } = 1;

    /// <summary>Whether batches are also shown in a grid. Default true.</summary>
    public bool MakesGrid { get; init; } = true;

    /// <summary>auto, cpu, cuda or cuda:N. Default auto.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Number format of the networks. Default by the device.</summary>
    public Precision Precision { get; init; } = Precision.Auto;
}
