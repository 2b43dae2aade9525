using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Lora.Files;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Tools;

/// <summary>Reads the pairs of a LoRA file without a model. A Tucker core is multiplied into the down, which changes nothing.</summary>
internal static class LoraPairReader
{
    private const string Remedy = "Merge it into a checkpoint with 'lora merge --model', which takes every family, and 'lora extract' a LoRA from that.";

    /// <summary>Reads one module.</summary>
    /// <param name="file">The open file. Borrowed.</param>
    /// <param name="module">One of its modules.</param>
    /// <returns>Caller owns it.</returns>
    /// <exception cref="ModelMismatchException">It is of another family, incomplete, or its shapes do not fit each other.</exception>
    /// <exception cref="NonFiniteWeightsException">It holds NaN or infinity.</exception>
    public static LoraPair Read(WeightFile file, LoraFileModule module)
    {
        if (!module.IsPair) throw new ModelMismatchException(file.Path, [], [$"{module.Name} ({module.Family})"], [], $"Only pairs (LoRA, LoCon) can be combined as they are. {Remedy}");
        if (module.Missing.Count > 0) throw new ModelMismatchException(file.Path, [.. module.Missing.Select(part => new KohyaLoraKey(module.Name, part).ToString())], [], [], "The file is incomplete: get it again.");

        using var scope = NewDisposeScope();
        Tensor down = Read(file, module, KohyaLoraPart.Down), up = Read(file, module, KohyaLoraPart.Up);
        if (down.dim() < 2 || up.dim() < 2 || down.shape[0] < 1 || up.shape[1] < 1 || up.shape.Skip(2).Any(size => size != 1)) throw Wrong(file, module);
        var rank = down.shape[0];
        var matrix = up.reshape(up.shape[0], -1); // [out, r]
        if (module.Parts.ContainsKey(KohyaLoraPart.Mid))
        {
            var mid = Read(file, module, KohyaLoraPart.Mid); // [r, r, kh, kw]
            if (mid.dim() != 4 || mid.shape[1] != rank || mid.shape[0] != matrix.shape[1] || down.NumberOfElements != rank * down.shape[1]) throw Wrong(file, module);
            down = einsum("nmkl,mi->nikl", mid, down.reshape(rank, -1));
        }

        if (matrix.shape[1] != down.shape[0]) throw Wrong(file, module);
        return new LoraPair(module.Name, matrix.clone(), down.reshape(down.shape[0], -1).clone(), [.. down.shape[1..]], Scale(file, module, rank));
    }

    /// <summary>A stored scale wins; without alpha, or with alpha 0, the scale is 1 (AUTOMATIC1111 network.py, calc_scale).</summary>
    private static double Scale(WeightFile file, LoraFileModule module, long rank)
    {
        if (Number(file, module, KohyaLoraPart.Scale) is { } scale) return scale;
        return Number(file, module, KohyaLoraPart.Alpha) is { } alpha and not 0 ? alpha / rank : 1;
    }

    private static double? Number(WeightFile file, LoraFileModule module, KohyaLoraPart part)
    {
        if (!module.Parts.TryGetValue(part, out var info) || info.Shape.Any(size => size != 1)) return null;
        using var scope = NewDisposeScope();
        return Read(file, module, part).view(1)[0].item<float>();
    }

    private static Tensor Read(WeightFile file, LoraFileModule module, KohyaLoraPart part)
    {
        var tensor = TensorFiles.Read(file, module.Parts[part].Name, ScalarType.Float32, CPU);
        return tensor.isfinite().all().item<bool>() ? tensor : throw new NonFiniteWeightsException(file.Path, module.Parts[part].Name);
    }

    private static ModelMismatchException Wrong(WeightFile file, LoraFileModule module) =>
        new(file.Path, [], [], [$"'{module.Name}' has {string.Join(", ", module.Parts.Select(part => $"{part.Key} {TensorShape.Format(part.Value.Shape)}"))}"], "Its tensors do not fit each other: get the file again.");
}
