namespace Senmitsu.Training.Datasets;

/// <summary>One picture of a run with everything that decides how it is used.</summary>
/// <param name="Image">The picture.</param>
/// <param name="Subset">Its folder.</param>
/// <param name="Choice">Its bucket.</param>
/// <param name="LossWeight">What its loss is multiplied by: 1, or <c>prior_loss_weight</c> for regularisation.</param>
public sealed record PlannedImage(TrainingImage Image, SubsetDefinition Subset, BucketChoice Choice, double LossWeight)
{
    /// <summary>Whether the picture keeps about its shape, instead of being cut to the one resolution.</summary>
    public bool IsBucketed { get; init; }

    /// <summary>True when every use shows other pixels, so that its latent cannot be kept.</summary>
    public bool ChangesPixels => Subset.Augmentation is { Color: true } or { RandomCrop: true } || (Subset.Augmentation.FaceCrop is not null && !IsBucketed);

    /// <summary>True when only part of the picture is learned.</summary>
    public bool HasMask => Subset.AlphaMask || Image.MaskPath is not null;

    /// <summary>The caption of one use.</summary>
    /// <inheritdoc cref="CaptionRules.Apply(string, Random, CaptionProgress)" path="/param[@name!='caption']"/>
    public string Caption(Random random, CaptionProgress progress) => Subset.Captions.Apply(Image.Caption, random, progress);
}
