using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Models.Layers;
using Senmitsu.Models.Lora.Families;
using Senmitsu.Models.Lora.Files;
using Senmitsu.Models.Lora.Targets;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora;

/// <summary>A whole LoRA, of whichever family, over a model's text encoder and UNet (Hu et al. 2021, 2106.09685). Owns its adapters.</summary>
public sealed class LoraNetwork : IDisposable
{
    private readonly List<LoraModule> _modules;

    private LoraNetwork(List<LoraModule> modules, IReadOnlyList<string> unmatched, IReadOnlyList<string> misfits, AdapterDropout? dropout)
    {
        _modules = modules;
        (Unmatched, Misfits) = (unmatched, misfits);
        Dropout = dropout;
        foreach (var module in modules) module.Layer.Dropout = dropout;
    }

    /// <summary>Adapters with their layers, text encoder first.</summary>
    public IReadOnlyList<LoraModule> Modules => _modules;

    /// <summary>Module names of the file that this model has no layer for.</summary>
    public IReadOnlyList<string> Unmatched { get; }

    /// <summary>Modules of the file that were left out since they have another shape than their layer, one sentence each.</summary>
    public IReadOnlyList<string> Misfits { get; }

    /// <summary>Masks while training; <see langword="null"/> for none.</summary>
    public AdapterDropout? Dropout { get; }

    /// <summary>A new network that changes nothing yet.</summary>
    /// <param name="model">The model it is for. Borrowed.</param>
    /// <param name="settings">Family, width and coverage.</param>
    /// <param name="generator">Source of the initial values.</param>
    /// <exception cref="IndivisibleLayerException">OFT or BOFT cannot cut a layer's outputs by the rank.</exception>
    public static LoraNetwork Create(StableDiffusionModel model, LoraSettings settings, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        using var _ = no_grad();
        var values = new AdapterInitialization(generator, model.Device);
        var modules = new List<LoraModule>();
        try
        {
            foreach (var target in LoraTargets.Of(model, settings)) modules.Add(new LoraModule(target.Layer, New(target, settings, values), target.IsTextEncoder));
            return new LoraNetwork(modules, [], [], settings.Dropout);
        }
        catch
        {
            foreach (var module in modules) module.Layer.Dispose();
            throw;
        }
    }

    /// <summary>Reads a file of kohya, LyCORIS, diffusers or PEFT. A missing alpha means scale 1.</summary>
    /// <param name="file">The open file. Borrowed.</param>
    /// <param name="model">The model it is applied to. Borrowed.</param>
    /// <param name="trainsDown">Whether training may change the down of pairs; not for LoRA-FA.</param>
    /// <param name="leavesOutMisfits">Whether adapters of another shape than their layer are left out; otherwise they are an error.</param>
    /// <exception cref="ModelMismatchException">An adapter does not fit its layer, is incomplete, or nothing in the file is for this model.</exception>
    /// <exception cref="NonFiniteWeightsException">A tensor holds NaN or infinity.</exception>
    public static LoraNetwork Load(WeightFile file, StableDiffusionModel model, bool trainsDown = true, bool leavesOutMisfits = false)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(model);
        using var _ = no_grad();
        var content = new AdapterFile(file, new AdapterTargets(model));
        List<string> wrongShapes = [], incomplete = [];
        var modules = new List<LoraModule>();
        try
        {
            foreach (var parts in content.Modules)
            {
                if (AdapterReader.Read(parts, trainsDown) is { } adapter) modules.Add(new LoraModule(parts.Target, adapter, parts.IsTextEncoder));
                incomplete.AddRange(parts.Missing);
                wrongShapes.AddRange(parts.WrongShapes);
            }

            if ((wrongShapes.Count > 0 && !leavesOutMisfits) || incomplete.Count > 0 || modules.Count == 0)
                throw new ModelMismatchException(file.Path, incomplete, modules.Count == 0 ? content.Unmatched : [], wrongShapes, "Use a LoRA that was trained for this model family (Stable Diffusion 1.x).");
            return new LoraNetwork(modules, content.Unmatched, wrongShapes, null);
        }
        catch
        {
            foreach (var module in modules) module.Layer.Dispose();
            throw;
        }
    }

    /// <summary>Copies the tensors of a file into this network, where names and shapes agree; alphas stay as they are.</summary>
    /// <param name="file">The open file. Borrowed.</param>
    /// <param name="model">The model this network is for. Borrowed.</param>
    /// <returns>What the file lacks, and what it has besides.</returns>
    /// <exception cref="ModelMismatchException">A tensor has another shape: the file was trained with other ranks.</exception>
    /// <exception cref="NonFiniteWeightsException">A tensor holds NaN or infinity.</exception>
    public LoadedWeights ReadWeights(WeightFile file, StableDiffusionModel model)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(model);
        using var _ = no_grad();
        var content = new AdapterFile(file, new AdapterTargets(model));
        return new WeightsReader(file, content).CopyInto(_modules);
    }

    /// <summary>Leaves out one of the two networks' adapters.</summary>
    /// <param name="keepsTextEncoder">Whether the text encoder's stay.</param>
    /// <param name="keepsUnet">Whether the UNet's stay.</param>
    public void Keep(bool keepsTextEncoder, bool keepsUnet)
    {
        foreach (var module in _modules.Where(module => !Stays(module))) module.Layer.Dispose();
        _modules.RemoveAll(module => !Stays(module));

        bool Stays(LoraModule module) => module.IsTextEncoder ? keepsTextEncoder : keepsUnet;
    }

    /// <summary>Keeps all tensors in another type from now on.</summary>
    /// <param name="type">A floating point type.</param>
    public void ConvertTo(ScalarType type)
    {
        using var _ = no_grad();
        foreach (var tensor in _modules.SelectMany(module => module.Layer.Tensors.Union(module.Layer.Trained)).Where(tensor => tensor.Value.dtype != type)) tensor.Rebind(tensor.Value.to(type));
    }

    /// <summary>Lets every covered layer compute with its adapter beside it; gradients flow into the adapters.</summary>
    public void Attach()
    {
        foreach (var module in _modules) module.Target.Adapter = module.Layer;
    }

    /// <summary>Undoes <see cref="Attach"/>.</summary>
    public void Detach()
    {
        foreach (var module in _modules) module.Target.Adapter = null;
    }

    /// <summary>Adds the adapters into the model's weights until the result is disposed, which restores them bit for bit.</summary>
    /// <param name="textEncoderMultiplier">Strength in the text encoder, any sign.</param>
    /// <param name="unetMultiplier">Strength in the UNet, any sign.</param>
    public LoraFusion Fuse(double textEncoderMultiplier, double unetMultiplier) => Fuse(textEncoderMultiplier, unetMultiplier, null, null);

    /// <summary>Adds a part of the adapters into the model's weights until the result is disposed.</summary>
    /// <param name="textEncoderMultiplier">Strength in the text encoder, any sign.</param>
    /// <param name="unetMultiplier">Strength in the UNet, any sign.</param>
    /// <param name="usedRank">Ranks of each pair that are used, from the first on; <see langword="null"/> for all.</param>
    /// <param name="blocks">Strengths by block besides; <see langword="null"/> for none.</param>
    public LoraFusion Fuse(double textEncoderMultiplier, double unetMultiplier, int? usedRank, LoraBlockWeights? blocks)
    {
        foreach (var pair in _modules.Select(module => module.Layer).OfType<LoraLayer>()) pair.UsedRank = usedRank;
        return new LoraFusion(_modules, textEncoderMultiplier, unetMultiplier, blocks: blocks);
    }

    /// <summary>Adds the adapters into the model's weights for good, without keeping the originals.</summary>
    /// <inheritdoc cref="Fuse(double, double)"/>
    public void FuseForGood(double textEncoderMultiplier, double unetMultiplier) => new LoraFusion(_modules, textEncoderMultiplier, unetMultiplier, isForGood: true).Dispose();

    /// <summary>Sets the strength used by <see cref="Attach"/>.</summary>
    /// <inheritdoc cref="Fuse(double, double)"/>
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

    private static LayerAdapter New(LoraTarget target, LoraSettings settings, AdapterInitialization values)
    {
        var (name, layer, rank) = (target.Name, target.Layer, target.Rank);
        if (layer is NormLayer) return DifferenceLayer.Create(name, layer, values);
        var alpha = target.Alpha == 0 ? rank : target.Alpha;
        if (settings.IsRankStabilized && settings.Family != AdapterFamily.Dylora) alpha *= Math.Sqrt(rank);
        switch (settings.Family)
        {
            case AdapterFamily.Full: return DifferenceLayer.Create(name, layer, values);
            case AdapterFamily.Ia3: return Ia3Layer.Create(name, layer, settings.Targets == TargetPreset.Ia3 ? LoraTargets.ScalesInputs(layer.Path) : settings.ScalesInputs, values);
            case AdapterFamily.Dylora: return DyloraLayer.Create(NewPair(target, alpha, settings.Family, values), settings.Dylora);
            case AdapterFamily.Oft or AdapterFamily.Boft:
                return OftLayer.Create(name, layer, rank, settings.Family == AdapterFamily.Boft, settings.Oft, values)
                    ?? throw new IndivisibleLayerException(name, layer.Shape[0], rank, settings.Family);
        }

        var hasCore = settings.UsesTucker && layer.Shape is [_, _, var height, var width] && height * width > 1;
        LayerAdapter adapter = settings.Family switch
        {
            AdapterFamily.Glora => GloraLayer.Create(name, layer, rank, alpha, values),
            AdapterFamily.Loha => LohaLayer.Create(name, layer.Shape, rank, alpha, settings.UsesTucker, values),
            AdapterFamily.Lokr => LokrLayer.Create(name, layer.Shape, rank, alpha, settings.Lokr, settings.UsesTucker, values),
            _ when hasCore => TuckerLoraLayer.Create(name, layer.Shape, rank, alpha, values),
            _ => NewPair(target, alpha, settings.Family, values),
        };
        if (settings.UsesScalar) adapter = ScaledAdapter.Create(adapter, values);
        return settings.IsDora && settings.Family != AdapterFamily.Glora ? DoraLayer.Create(adapter, layer, settings.IsDoraByOutput) : adapter;
    }

    /// <summary>Up zero; down uniform in ±1/√fan_in, or for LoRA-FA ~ N(0, 2/(in + r)) (kohya-ss/sd-scripts networks/lora_fa.py).</summary>
    private static LoraLayer NewPair(LoraTarget target, double alpha, AdapterFamily family, AdapterInitialization values)
    {
        using var scope = NewDisposeScope();
        long[] shape = [.. target.Layer.Shape], downShape = [target.Rank, .. shape[1..]], ones = [.. Enumerable.Repeat(1L, shape.Length - 2)];
        var isFrozen = family == AdapterFamily.FrozenDownLora;
        var down = isFrozen ? values.Normal(Math.Sqrt(2.0 / (shape[1] + target.Rank)), downShape) : values.Uniform(downShape);
        return new LoraLayer(target.Name, down, zeros([shape[0], target.Rank, .. ones], device: down.device), alpha, trainsDown: !isFrozen);
    }
}
