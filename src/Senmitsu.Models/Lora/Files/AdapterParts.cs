using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Layers;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Files;

/// <summary>What a file holds for one layer, found by part. What is wrong with it is collected, not thrown, so that a file's faults are reported together.</summary>
/// <param name="file">The open file. Borrowed.</param>
/// <param name="name">kohya module name.</param>
/// <param name="target">The layer. Borrowed.</param>
internal sealed class AdapterParts(WeightFile file, string name, AdaptableLayer target)
{
    private readonly SortedDictionary<KohyaLoraPart, string> _keys = [];

    /// <summary>kohya module name.</summary>
    public string Name => name;

    /// <summary>The layer.</summary>
    public AdaptableLayer Target => target;

    /// <summary>Whether the layer is the text encoder's.</summary>
    public bool IsTextEncoder => name.StartsWith(KohyaLoraKeys.TextEncoderPrefix, StringComparison.Ordinal);

    /// <summary>The parts that are there.</summary>
    public IReadOnlyCollection<KohyaLoraPart> Present => _keys.Keys;

    /// <summary>The file's key of a part that is there.</summary>
    public string Key(KohyaLoraPart part) => _keys[part];

    /// <summary>Keys that are needed and not there.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>A sentence for each tensor that does not fit the layer.</summary>
    public List<string> WrongShapes { get; } = [];

    /// <summary>Adds a tensor of the file.</summary>
    public void Add(KohyaLoraPart part, string key) => _keys[part] = key;

    public bool Has(KohyaLoraPart part) => _keys.ContainsKey(part);

    /// <summary>Shape of a part that is there.</summary>
    public IReadOnlyList<long> Shape(KohyaLoraPart part) => file.Tensors[_keys[part]].Shape;

    /// <summary>Whether all parts are there; notes those that are not.</summary>
    public bool HasAll(params ReadOnlySpan<KohyaLoraPart> parts)
    {
        foreach (var part in parts)
        {
            if (!Has(part)) Missing.Add(new KohyaLoraKey(name, part).ToString());
        }

        return Missing.Count == 0;
    }

    /// <summary>Whether the shapes fit; notes all of them if they do not.</summary>
    public bool Fits(bool condition)
    {
        if (condition) return true;
        var shapes = _keys.Where(pair => Shape(pair.Key).Count > 0).Select(pair => $"{new KohyaLoraKey("", pair.Key).ToString().TrimStart('.')} {TensorShape.Format(Shape(pair.Key))}");
        WrongShapes.Add($"'{name}' has {string.Join(", ", shapes)}, its layer is {TensorShape.Format(target.Shape)}");
        return false;
    }

    /// <summary>Reads a part as float32 onto the layer's device.</summary>
    /// <exception cref="NonFiniteWeightsException">It holds NaN or infinity.</exception>
    public AdapterTensor Read(KohyaLoraPart part)
    {
        using var scope = NewDisposeScope();
        return new AdapterTensor(part, ReadFinite(_keys[part]).to(target.Weight.device));
    }

    /// <summary>Reads a part as float32 onto the layer's device in another shape.</summary>
    /// <returns>Caller owns it.</returns>
    /// <inheritdoc cref="Read" path="/exception"/>
    public Tensor ReadAs(KohyaLoraPart part, long[] shape)
    {
        using var scope = NewDisposeScope();
        return ReadFinite(_keys[part]).to(target.Weight.device).view(shape).MoveToOuterDisposeScope();
    }

    /// <summary>Reads a part, or gives <see langword="null"/> if it is not there.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public AdapterTensor? ReadIfAny(KohyaLoraPart part) => Has(part) ? Read(part) : null;

    /// <summary>
    /// alpha, so that the scale is alpha / rank; without one the scale is 1. A stored <c>scale</c> wins (AUTOMATIC1111 network.py, calc_scale).
    /// </summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public double Alpha(long rank)
    {
        if (Number(KohyaLoraPart.Scale) is { } scale) return scale * rank;
        return Number(KohyaLoraPart.Alpha) is { } alpha and not 0 ? alpha : rank;
    }

    /// <summary>A stored scalar, or <see langword="null"/> if it is not there.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public double? Number(KohyaLoraPart part)
    {
        if (!Has(part)) return null;
        using var scope = NewDisposeScope();
        var value = ReadFinite(_keys[part]);
        return value.NumberOfElements == 1 ? value.to(ScalarType.Float64).view(1)[0].item<double>() : null;
    }

    private Tensor ReadFinite(string key)
    {
        var tensor = TensorFiles.Read(file, key, ScalarType.Float32, CPU);
        return tensor.isfinite().all().item<bool>() ? tensor : throw new NonFiniteWeightsException(file.Path, key);
    }
}
