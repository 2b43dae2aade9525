namespace Senmitsu.Models.Lora.Tools;

/// <summary>Which rank a module keeps.</summary>
/// <param name="MaxRank">At most this; exactly this for <see cref="RankMethod.Fixed"/>. At least 1.</param>
/// <param name="MaxConvolutionRank">The same for k×k convolutions. 1×1 convolutions count as linear layers, as in training.</param>
/// <param name="Method">How it follows from the singular values.</param>
/// <param name="Parameter">At least 1 for a ratio, 0…1 for a share. Ignored for a fixed rank.</param>
public sealed record RankRule(int MaxRank, int MaxConvolutionRank, RankMethod Method = RankMethod.Fixed, double Parameter = 0)
{
    /// <summary>Below this the whole module is nothing, and one rank is kept.</summary>
    private const double Nothing = 1e-6;

    /// <summary>The smallest rank that keeps what the rule asks for. sd-scripts keeps one or two more, by its way of counting.</summary>
    /// <param name="singularValues">Falling. At least one.</param>
    /// <param name="isConvolution">Whether the module is a k×k convolution.</param>
    /// <returns>1…length.</returns>
    public int Choose(ReadOnlySpan<double> singularValues, bool isConvolution)
    {
        var limit = Math.Clamp(isConvolution ? MaxConvolutionRank : MaxRank, 1, singularValues.Length);
        if (singularValues[0] <= Nothing) return 1;
        return Math.Min(limit, Method switch
        {
            RankMethod.Ratio => CountAbove(singularValues, singularValues[0] / Parameter),
            RankMethod.Cumulative => CountTo(singularValues, Parameter, value => value),
            RankMethod.Frobenius => CountTo(singularValues, Parameter * Parameter, value => value * value),
            _ => limit,
        });
    }

    private static int CountAbove(ReadOnlySpan<double> values, double least)
    {
        var count = 0;
        while (count < values.Length && values[count] >= least) count++;
        return Math.Max(count, 1);
    }

    private static int CountTo(ReadOnlySpan<double> values, double share, Func<double, double> weigh)
    {
        double total = 0, sum = 0;
        foreach (var value in values) total += weigh(value);
        for (var i = 0; i < values.Length; i++)
        {
            sum += weigh(values[i]);
            if (sum >= share * total) return i + 1;
        }

        return values.Length;
    }
}
