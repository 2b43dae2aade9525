using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Models.Lora.Files;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Tools;

/// <summary>A LoRA of other ranks with the same effect, as far as the ranks allow (kohya-ss/sd-scripts networks/resize_lora.py). The scale of each module stays.</summary>
public static class LoraResize
{
    /// <summary>Resizes.</summary>
    /// <param name="file">The open file. Borrowed.</param>
    /// <param name="rule">Which ranks.</param>
    /// <param name="dataType">float32, float16 or bfloat16.</param>
    /// <param name="token">Tested for every module.</param>
    /// <exception cref="ModelMismatchException">The file is no LoRA of pairs.</exception>
    /// <exception cref="NonFiniteWeightsException">It holds NaN or infinity.</exception>
    public static LoraToolResult Run(WeightFile file, RankRule rule, ScalarType dataType, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(rule);
        using var _ = no_grad();
        var tensors = new List<TensorData>();
        var modules = new List<LoraToolModule>();
        foreach (var module in LoraFileModules.Require(file).Modules.Values)
        {
            token.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var pair = LoraPairReader.Read(file, module);
            using var decomposition = PairDecomposition.Of(pair);
            var rank = rule.Choose([.. decomposition.SingularValues], pair.IsConvolution);
            using var cut = decomposition.Truncate(module.Name, pair.Inputs, rank, pair.Scale);
            tensors.AddRange(cut.ToTensors(dataType));
            modules.Add(new LoraToolModule(module.Name, pair.Rank, rank, pair.Scale * rank, decomposition.Retained(rank), pair.IsConvolution));
        }

        return new LoraToolResult(tensors, modules);
    }
}
