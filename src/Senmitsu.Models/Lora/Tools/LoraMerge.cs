using Senmitsu.Formats.Safetensors;
using Senmitsu.Models.Lora.Files;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Tools;

/// <summary>
/// Several LoRAs → one: ΔW = Σ ratioᵢ·ΔWᵢ, exactly. Pairs are put side by side along the rank, up = [s₁·up₁ … sₙ·upₙ], down = [down₁; …; downₙ]; with a rank given,
/// the sum is then cut to it. (sd-scripts' merge_lora sums the factors instead, which adds products of unrelated LoRAs and squares the ratios.)
/// </summary>
public static class LoraMerge
{
    /// <summary>Merges.</summary>
    /// <param name="shares">At least one.</param>
    /// <param name="rule">Cuts the result; <see langword="null"/> keeps it exact, with the sum of all ranks.</param>
    /// <param name="dataType">float32, float16 or bfloat16.</param>
    /// <param name="token">Tested for every module.</param>
    /// <exception cref="ModelMismatchException">A file is no LoRA of pairs, or two have different shapes for a module.</exception>
    /// <exception cref="NonFiniteWeightsException">A file holds NaN or infinity, or the result does not fit the type.</exception>
    public static LoraToolResult Run(IReadOnlyList<LoraShare> shares, RankRule? rule, ScalarType dataType, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(shares);
        using var _ = no_grad();
        var files = shares.Select(share => (Share: share, LoraFileModules.Require(share.File).Modules)).ToList();
        var tensors = new List<TensorData>();
        var modules = new List<LoraToolModule>();
        foreach (var name in files.SelectMany(file => file.Modules.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            token.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var sum = Sum([.. files.Where(file => file.Modules.ContainsKey(name)).Select(file => (file.Share, file.Modules[name]))]);
            if (sum is null) continue;
            if (rule is null)
            {
                tensors.AddRange(sum.ToTensors(dataType));
                modules.Add(new LoraToolModule(name, sum.Rank, sum.Rank, sum.Rank, 1, sum.IsConvolution));
                continue;
            }

            using var decomposition = PairDecomposition.Of(sum);
            var rank = rule.Choose([.. decomposition.SingularValues], sum.IsConvolution);
            using var cut = decomposition.Truncate(name, sum.Inputs, rank, 1);
            tensors.AddRange(cut.ToTensors(dataType));
            modules.Add(new LoraToolModule(name, sum.Rank, rank, rank, decomposition.Retained(rank), sum.IsConvolution));
        }

        return new LoraToolResult(tensors, modules);
    }

    /// <summary>Pairs side by side; the strength of each goes into both factors alike, so that neither leaves the range of float16.</summary>
    /// <returns>Caller owns it; <see langword="null"/> when all strengths are 0.</returns>
    private static LoraPair? Sum(IReadOnlyList<(LoraShare Share, LoraFileModule Module)> parts)
    {
        using var scope = NewDisposeScope();
        List<Tensor> ups = [], downs = [];
        IReadOnlyList<long> inputs = [];
        foreach (var (share, module) in parts)
        {
            using var pair = LoraPairReader.Read(share.File, module);
            var strength = pair.Scale * share.Of(module.Name, module.IsTextEncoder);
            if (strength == 0) continue;
            if (ups.Count > 0 && (pair.Up.shape[0] != ups[0].shape[0] || pair.Down.shape[1] != downs[0].shape[1]))
                throw new ModelMismatchException(share.File.Path, [], [], [$"'{module.Name}' changes {pair.Down.shape[1]} inputs and {pair.Up.shape[0]} outputs, in another file {downs[0].shape[1]} and {ups[0].shape[0]}"], "LoRAs of different model families cannot be merged.");
            ups.Add(pair.Up.mul(Math.Sign(strength) * Math.Sqrt(Math.Abs(strength))));
            downs.Add(pair.Down.mul(Math.Sqrt(Math.Abs(strength))));
            inputs = pair.Inputs;
        }

        return ups.Count == 0 ? null : new LoraPair(parts[0].Module.Name, cat(ups, 1), cat(downs, 0), inputs, 1);
    }
}
