using Senmitsu.Formats.Pickle;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Models.Clip;

/// <summary>Learned vectors of one word (textual inversion, Gal et al. 2022, 2208.01618). Owns them.</summary>
public sealed class TextualInversion : IDisposable
{
    private TextualInversion(Tensor vectors) => Vectors = vectors;

    /// <summary>[n, D] · float32 · CPU.</summary>
    public Tensor Vectors { get; }

    /// <summary>
    /// Reads a file of any format: the tensor <c>emb_params</c> (AUTOMATIC1111), <c>clip_l</c> (files for two encoders), <c>string_to_param.*</c> (<c>.pt</c> files),
    /// or the only one (diffusers concepts), as [D] or [n, D].
    /// </summary>
    /// <param name="path">The file; its ending does not matter.</param>
    /// <param name="width">D that the text encoder wants.</param>
    /// <returns>The vectors. Caller owns them.</returns>
    /// <exception cref="SafetensorsException">The file is no sound safetensors file.</exception>
    /// <exception cref="PickleException">The file is no sound pickle, or wants to run code.</exception>
    /// <exception cref="TextualInversionException">The file holds no vectors, or vectors for another model.</exception>
    public static TextualInversion Load(string path, int width)
    {
        using var file = WeightFiles.Open(path);
        var info = file.Tensors.GetValueOrDefault("emb_params") ?? file.Tensors.GetValueOrDefault("clip_l") ?? file.Tensors.GetValueOrDefault("string_to_param.*") ?? (file.Tensors.Count == 1 ? file.Tensors.Values.Single() : null)
            ?? throw new TextualInversionException(path, $"is no embedding: expected the tensor 'emb_params', 'clip_l' or a single one, got {file.Tensors.Count} tensors; a LoRA is used as <lora:name:1>");
        long[] shape = [.. info.Shape];
        if (shape.Length is not (1 or 2) || shape[^1] != width || shape[0] == 0)
            throw new TextualInversionException(path, $"holds an embedding of [{string.Join(", ", shape)}], this model wants [n, {width}]; it was trained for another kind of model");

        using var scope = NewDisposeScope();
        var vectors = TensorFiles.Read(file, info.Name, ScalarType.Float32, CPU).view(-1, width);
        return vectors.isfinite().all().item<bool>()
            ? new TextualInversion(vectors.clone().DetachFromDisposeScope())
            : throw new TextualInversionException(path, "holds NaN or infinite numbers; download it again");
    }

    /// <inheritdoc/>
    public void Dispose() => Vectors.Dispose();
}
