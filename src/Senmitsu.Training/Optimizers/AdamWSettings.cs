namespace Senmitsu.Training.Optimizers;

/// <summary>Constants of <see cref="AdamW"/>; defaults as torch.optim.AdamW.</summary>
public sealed record AdamWSettings
{
    /// <summary>Decay of the mean of gradients. Default 0.9, 0…1.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of squared gradients. Default 0.999, 0…1.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second mean. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Decoupled weight decay. Default 0.01; 0 turns it off.</summary>
    public double WeightDecay { get; init; } = 0.01;
}
