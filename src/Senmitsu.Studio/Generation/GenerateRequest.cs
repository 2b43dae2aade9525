using Senmitsu.Generation.Settings;
using Senmitsu.Numerics;
using Senmitsu.Studio.Generation.Grids;
using Senmitsu.Studio.Generation.Scripts;

namespace Senmitsu.Studio.Generation;

/// <summary>A generation as a user asks for it.</summary>
public sealed record GenerateRequest
{
    /// <summary>What decides the picture. A seed of −1 means random.</summary>
    public required GenerationSettings Settings { get; init; }

    /// <summary>The checkpoint file.</summary>
    public required string ModelPath { get; init; }

    /// <summary>Whether models are named by a page or a picture, which may name no files: only those in the folders for models are found then. Default false.</summary>
    public bool NamesNoFiles { get; init; }

    /// <summary>A VAE that replaces the checkpoint's own: a path, a name, Automatic (by the checkpoint, also <see langword="null"/>) or None. One that the settings name comes first, if it is there.</summary>
    public string? VaePath { get; init; }

    /// <summary>Folder with CLIP's vocabulary; found by itself otherwise.</summary>
    public string? TokenizerFolder { get; init; }

    /// <summary>An A1111 or ComfyUI folder to look in for the tokenizer and LoRAs.</summary>
    public string? ModelsFolder { get; init; }

    /// <summary>Folder with LoRA files, searched first.</summary>
    public string? LoraFolder { get; init; }

    /// <summary>Folder with embeddings (textual inversions), searched first.</summary>
    public string? EmbeddingsFolder { get; init; }

    /// <summary>Folder with wildcard files; that of the studio otherwise.</summary>
    public string? WildcardsFolder { get; init; }

    /// <summary>Names of styles, applied in this order.</summary>
    public IReadOnlyList<string> Styles { get; init; } = [];

    /// <summary>File with styles; that of the studio otherwise.</summary>
    public string? StylesFile { get; init; }

    /// <summary>Axes of a grid, at most three; empty for none.</summary>
    public IReadOnlyList<GridAxis> Axes { get; init; } = [];

    /// <summary>A script that makes the pictures, instead of axes; <see langword="null"/> for none.</summary>
    public Script? Script { get; init; }

    /// <summary>Whether the pictures of the job are also shown together in a grid.</summary>
    public bool MakesGrid { get; init; }

    /// <summary>Picture to start from: img2img.</summary>
    public string? InputImagePath { get; init; }

    /// <summary>Its mask: white, or opaque where parts are transparent, is repainted.</summary>
    public string? MaskPath { get; init; }

    /// <summary>Folder with pictures to start from, one after another, instead of <see cref="InputImagePath"/>.</summary>
    public string? InputFolder { get; init; }

    /// <summary>Folder with their masks: one for all, or one named as each picture.</summary>
    public string? MaskFolder { get; init; }

    /// <summary>Size of the results as a factor of the picture's; <see langword="null"/> takes that of the settings.</summary>
    public double? ResizeBy { get; init; }

    /// <summary>auto, cpu, cuda or cuda:N.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Number format of the networks.</summary>
    public Precision Precision { get; init; } = Precision.Auto;

    /// <summary>Folder for the pictures; today's folder of the studio otherwise.</summary>
    public string? OutputFolder { get; init; }
}
