namespace Senmitsu.Diffusion.Schedules;

/// <summary>What AUTOMATIC1111's options change about a spacing. A spacing ignores what its formula does not contain.</summary>
public sealed record SpacingOptions
{
    /// <summary>No option changed.</summary>
    public static SpacingOptions Default { get; } = new();

    /// <summary>Smallest σ before the final 0 (<c>Schedule min sigma</c>); null for the table's, 0.0292 in SD 1.x.</summary>
    public double? SmallestSigma { get; init; }

    /// <summary>Largest σ (<c>Schedule max sigma</c>); null for the table's, 14.61 in SD 1.x.</summary>
    public double? LargestSigma { get; init; }

    /// <summary>ρ of Karras and Polyexponential (<c>Schedule rho</c>); null for 7 and 1.</summary>
    public double? Rho { get; init; }

    /// <summary>First shape parameter of the Beta spacing. Default 0.6.</summary>
    public double BetaAlpha { get; init; } = 0.6;

    /// <summary>Second shape parameter of the Beta spacing. Default 0.6.</summary>
    public double BetaBeta { get; init; } = 0.6;

    /// <summary>Leaves out the σ before the last one, in every sampler (A1111 <c>always_discard_next_to_last_sigma</c>).</summary>
    public bool DiscardsPenultimate { get; init; }

    /// <summary>Smallest σ to use with a table.</summary>
    internal double Smallest(NoiseSchedule schedule) => SmallestSigma ?? schedule.SmallestSigma;

    /// <summary>Largest σ to use with a table.</summary>
    internal double Largest(NoiseSchedule schedule) => LargestSigma ?? schedule.LargestSigma;
}
