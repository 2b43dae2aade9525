using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Tools;

/// <summary>
/// The difference of two checkpoints → a LoRA, over the layers that sd-scripts trains, by singular value decomposition. Values are not clamped: sd-scripts cuts the
/// largest 1 % of them, which loses the strongest part of the difference.
/// </summary>
public static class LoraExtraction
{
    private const int Seed = 0;

    private static readonly string[] Convolutions = [".resnets.", ".downsamplers.", ".upsamplers."];

    /// <summary>Extracts.</summary>
    /// <param name="original">The checkpoint to start from. Borrowed.</param>
    /// <param name="tuned">The checkpoint to reach. Borrowed.</param>
    /// <param name="settings">Ranks and type.</param>
    /// <param name="progress">Told the share done, 0…1.</param>
    /// <param name="token">Tested for every layer.</param>
    /// <exception cref="ModelMismatchException">The checkpoints are of different shapes, or do not differ.</exception>
    /// <exception cref="NonFiniteWeightsException">A checkpoint holds NaN or infinity.</exception>
    public static LoraToolResult Run(WeightFile original, WeightFile tuned, ExtractionSettings settings, Action<double> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(tuned);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(progress);
        using var _ = no_grad();
        using var generator = new Generator(Seed, CPU);
        var others = CheckpointLayers.Of(tuned);
        var layers = CheckpointLayers.Of(original).Values.Where(layer => IsCovered(layer, settings)).ToList();
        var tensors = new List<TensorData>();
        var modules = new List<LoraToolModule>();
        for (var i = 0; i < layers.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            progress(i / (double)layers.Count);
            using var scope = NewDisposeScope();
            if (!others.TryGetValue(layers[i].Name, out var other)) throw new ModelMismatchException(tuned.Path, [layers[i].Weight.Name], [], [], $"It is of another model family than {original.Path}.");
            if (Difference(original, layers[i], tuned, other) is not { } difference || difference.abs().max().item<float>() <= settings.MinDifference) continue;

            long[] inputs = [.. layers[i].Weight.Shape.Skip(1)];
            var isConvolution = IsConvolution(layers[i]);
            var wanted = isConvolution ? settings.ConvolutionRank!.Value : settings.Rank;
            using var decomposition = PairDecomposition.Of(difference, wanted, generator);
            var rank = Math.Min(wanted, decomposition.SingularValues.Count);
            using var pair = decomposition.Truncate(layers[i].Name, inputs, rank, 1);
            tensors.AddRange(pair.ToTensors(settings.DataType));
            modules.Add(new LoraToolModule(layers[i].Name, 0, rank, rank, Retained(decomposition, rank, difference), isConvolution));
        }

        return modules.Count > 0 ? new LoraToolResult(tensors, modules) : throw new ModelMismatchException(tuned.Path, [], [], [], $"It does not differ from {original.Path} in any layer that a LoRA covers; give --conv-rank if only convolutions were trained.");
    }

    /// <summary>sd-scripts' choice: spatial transformers and the text encoder; with a convolution rank also residual blocks and resizing.</summary>
    private static bool IsCovered(CheckpointLayer layer, ExtractionSettings settings)
    {
        if (layer.Weight.Shape.Count < 2) return false;
        if (layer.IsTextEncoder || layer.Path.Contains(".attentions.", StringComparison.Ordinal)) return true;
        return settings.ConvolutionRank is not null && Array.Exists(Convolutions, part => layer.Path.Contains(part, StringComparison.Ordinal));
    }

    private static bool IsConvolution(CheckpointLayer layer) => layer.Weight.Shape is [_, _, var height, var width] && height * width > 1;

    /// <summary>[out, in·k·k] · float32, in the caller's scope; <see langword="null"/> when the bytes are the same.</summary>
    private static Tensor? Difference(WeightFile original, CheckpointLayer layer, WeightFile tuned, CheckpointLayer other)
    {
        if (!layer.Weight.Shape.SequenceEqual(other.Weight.Shape))
            throw new ModelMismatchException(tuned.Path, [], [], [$"'{other.Weight.Name}' is {TensorShape.Format(other.Weight.Shape)}, in {original.Path} {TensorShape.Format(layer.Weight.Shape)}"], "Both checkpoints must be of one model family.");
        if (layer.Weight.DataType == other.Weight.DataType && original.Bytes(layer.Weight).SequenceEqual(tuned.Bytes(other.Weight))) return null;
        using var scope = NewDisposeScope();
        var difference = Read(tuned, other).sub_(Read(original, layer));
        return difference.view(difference.shape[0], -1).MoveToOuterDisposeScope();
    }

    private static Tensor Read(WeightFile file, CheckpointLayer layer)
    {
        var weight = TensorFiles.Read(file, layer.Weight.Name, ScalarType.Float32, CPU);
        return weight.isfinite().all().item<bool>() ? weight : throw new NonFiniteWeightsException(file.Path, layer.Weight.Name);
    }

    /// <summary>Against the whole difference, which the randomized decomposition may not have seen.</summary>
    private static double Retained(PairDecomposition decomposition, int rank, Tensor difference)
    {
        var total = difference.norm().item<float>();
        return Math.Min(1, Math.Sqrt(decomposition.SingularValues.Take(rank).Sum(value => value * value)) / total);
    }
}
