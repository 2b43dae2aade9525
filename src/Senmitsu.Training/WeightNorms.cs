using Senmitsu.Models.Lora;

namespace Senmitsu.Training;

/// <summary>How long the changes of the layers are after they were limited (kohya-ss/sd-scripts <c>scale_weight_norms</c>; networks/lora.py, apply_max_norm_regularization).</summary>
/// <param name="KeysScaled">Adapters that were shortened.</param>
/// <param name="Mean">Mean Frobenius norm.</param>
/// <param name="Max">Longest.</param>
public sealed record WeightNorms(int KeysScaled, double Mean, double Max)
{
    /// <summary>Shortens every adapter whose change is longer than allowed.</summary>
    /// <param name="network">Changed.</param>
    /// <param name="longest">Longest allowed norm; greater than 0.</param>
    /// <returns>The norms of the families that have a limit; null where none has.</returns>
    public static WeightNorms? Limit(LoraNetwork network, double longest)
    {
        ArgumentNullException.ThrowIfNull(network);
        var limited = network.Modules.Select(module => module.Layer).Where(adapter => adapter.HasNormLimit).ToList();
        if (limited.Count == 0) return null;
        var (scaled, sum, max) = (0, 0.0, 0.0);
        foreach (var adapter in limited)
        {
            var norm = adapter.Norm();
            var ratio = norm > longest ? longest / norm : 1;
            if (ratio < 1)
            {
                adapter.Rescale(ratio);
                scaled++;
            }

            sum += norm * ratio;
            max = Math.Max(max, norm * ratio);
        }

        return new WeightNorms(scaled, sum / limited.Count, max);
    }
}
