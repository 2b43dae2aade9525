using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Layers;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora;

/// <summary>A whole LoRA over a model's text encoder and UNet (Hu et al. 2021, 2106.09685). Owns its low-rank pairs.</summary>
public sealed class LoraNetwork : IDisposable
{
    private readonly List<LoraModule> _modules;

    private LoraNetwork(List<LoraModule> modules, IReadOnlyList<string> unmatched)
    {
        _modules = modules;
        Unmatched = unmatched;
    }

    /// <summary>Pairs with their layers, text encoder first.</summary>
    public IReadOnlyList<LoraModule> Modules => _modules;

    /// <summary>Module names of the file that this model has no layer for.</summary>
    public IReadOnlyList<string> Unmatched { get; }

    /// <summary>
    /// A new LoRA: down uniform in ±1/√fan_in (Kaiming with a = √5, as torch.nn.Linear), up zero, so it changes nothing yet.
    /// </summary>
    /// <param name="model">The model it is for. Borrowed.</param>
    /// <param name="settings">Width and coverage.</param>
    /// <param name="generator">Source of the initial values.</param>
    public static LoraNetwork Create(StableDiffusionModel model, LoraSettings settings, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        var modules = new List<LoraModule>();
        if (settings.CoversTextEncoder)
        {
            foreach (var target in LoraTargets.InTextEncoder(model.TextEncoder)) modules.Add(New(KohyaLoraKeys.ForTextEncoder(target.Path), target, true));
        }

        if (settings.CoversUnet)
        {
            foreach (var target in LoraTargets.InUnet(model.Unet)) modules.Add(New(KohyaLoraKeys.ForUnet(target.Path), target, false));
        }

        return new LoraNetwork(modules, []);

        LoraModule New(string name, AdaptableLayer target, bool isTextEncoder)
        {
            using var scope = NewDisposeScope();
            long[] shape = [.. target.Shape];
            var bound = 1 / Math.Sqrt(shape[1..].Aggregate(1L, (product, size) => product * size));
            long[] ones = [.. Enumerable.Repeat(1L, shape.Length - 2)];
            var down = empty([settings.Rank, .. shape[1..]]).uniform_(-bound, bound, generator);
            var up = zeros([shape[0], settings.Rank, .. ones]);
            return new LoraModule(target, new LoraLayer(name, down, up, settings.Alpha), isTextEncoder);
        }
    }

    /// <summary>Reads a kohya LoRA file. A missing alpha means alpha = rank.</summary>
    /// <param name="file">The open file. Borrowed.</param>
    /// <param name="model">The model it is applied to. Borrowed.</param>
    /// <exception cref="ModelMismatchException">A pair does not fit its layer, is incomplete, or nothing in the file is for this model.</exception>
    /// <exception cref="NonFiniteWeightsException">A tensor holds NaN or infinity.</exception>
    public static LoraNetwork Load(SafetensorsFile file, StableDiffusionModel model)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(model);
        var targets = new Dictionary<string, (AdaptableLayer Layer, bool IsTextEncoder)>();
        foreach (var layer in model.TextEncoder.Adaptable) targets[KohyaLoraKeys.ForTextEncoder(layer.Path)] = (layer, true);
        foreach (var layer in model.Unet.Adaptable) targets[KohyaLoraKeys.ForUnet(layer.Path)] = (layer, false);

        List<string> wrongShapes = [], unmatched = [], incomplete = [];
        var modules = new List<LoraModule>();
        foreach (var group in file.Tensors.Keys.Select(key => key[..ModuleLength(key)]).Distinct().Order(StringComparer.Ordinal))
        {
            if (!targets.TryGetValue(group, out var target))
            {
                unmatched.Add(group);
                continue;
            }

            if (!file.Tensors.TryGetValue($"{group}.lora_down.weight", out var down) || !file.Tensors.TryGetValue($"{group}.lora_up.weight", out var up))
            {
                incomplete.Add($"{group}.lora_down.weight and {group}.lora_up.weight");
                continue;
            }

            if (!Fits(down.Shape, up.Shape, target.Layer.Shape))
            {
                wrongShapes.Add($"'{group}' is {TensorShape.Format(down.Shape)} → {TensorShape.Format(up.Shape)}, its layer is {TensorShape.Format(target.Layer.Shape)}");
                continue;
            }

            modules.Add(new LoraModule(target.Layer, Read(file, group, down.Shape[0]), target.IsTextEncoder));
        }

        if (wrongShapes.Count + incomplete.Count > 0 || modules.Count == 0)
        {
            foreach (var module in modules) module.Layer.Dispose();
            throw new ModelMismatchException(file.Path, incomplete, modules.Count == 0 ? unmatched : [], wrongShapes, "Use a LoRA that was trained for this model family (Stable Diffusion 1.x).");
        }

        return new LoraNetwork(modules, unmatched);
    }

    /// <summary>Lets every covered layer compute with its pair beside it; gradients flow into the pairs.</summary>
    public void Attach()
    {
        foreach (var module in _modules) module.Target.Adapter = module.Layer;
    }

    /// <summary>Undoes <see cref="Attach"/>.</summary>
    public void Detach()
    {
        foreach (var module in _modules) module.Target.Adapter = null;
    }

    /// <summary>Adds the pairs into the model's weights until the result is disposed, which restores them bit for bit.</summary>
    /// <param name="textEncoderMultiplier">Strength in the text encoder, any sign.</param>
    /// <param name="unetMultiplier">Strength in the UNet, any sign.</param>
    public LoraFusion Fuse(double textEncoderMultiplier, double unetMultiplier) => new(_modules, textEncoderMultiplier, unetMultiplier);

    /// <summary>Sets the strength used by <see cref="Attach"/>.</summary>
    /// <inheritdoc cref="Fuse"/>
    public void SetMultipliers(double textEncoderMultiplier, double unetMultiplier)
    {
        foreach (var module in _modules) module.Layer.Multiplier = module.IsTextEncoder ? textEncoderMultiplier : unetMultiplier;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Detach();
        foreach (var module in _modules) module.Layer.Dispose();
    }

    private static int ModuleLength(string key)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? key.Length : dot;
    }

    /// <summary>down [r, in, …] and up [out, r, 1…] of one layer [out, in, …]; linear pairs of 1×1 convolutions are accepted.</summary>
    private static bool Fits(IReadOnlyList<long> down, IReadOnlyList<long> up, IReadOnlyList<long> layer) =>
        down.Count >= 2 && up.Count >= 2 && down[0] >= 1 && up[1] == down[0] && up[0] == layer[0] && up.Skip(2).All(size => size == 1) &&
        down.Skip(1).Where(size => size != 1).SequenceEqual(layer.Skip(1).Where(size => size != 1));

    private static LoraLayer Read(SafetensorsFile file, string name, long rank)
    {
        using var scope = NewDisposeScope();
        var down = ReadFinite(file, $"{name}.lora_down.weight");
        var up = ReadFinite(file, $"{name}.lora_up.weight");
        var alpha = file.Tensors.ContainsKey($"{name}.alpha") ? ReadFinite(file, $"{name}.alpha").to(ScalarType.Float64).item<double>() : rank;
        return new LoraLayer(name, down, up, alpha == 0 ? rank : alpha);
    }

    private static Tensor ReadFinite(SafetensorsFile file, string name)
    {
        var tensor = TensorFiles.Read(file, name, ScalarType.Float32, CPU);
        return tensor.isfinite().all().item<bool>() ? tensor : throw new NonFiniteWeightsException(file.Path, name);
    }
}
