using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Clip;
using Senmitsu.Models.Lora.Targets;
using Senmitsu.Models.Lora;
using Senmitsu.Training.Settings;

namespace Senmitsu.Training.Optimizers;

/// <summary>
/// Which tensors learn at which rate (kohya-ss/sd-scripts networks/lora.py, prepare_optimizer_params_with_multiple_te_lrs): text encoder, then UNet or its
/// blocks, each split for LoRA+. A group whose rate is 0 is not trained, though saved.
/// </summary>
public static class ParameterGroups
{
    private const string TextEncoder = "textencoder", Unet = "unet", PlusSuffix = " plus";

    /// <summary>Whether a group of this name belongs to the text encoder.</summary>
    public static bool IsTextEncoder(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(TextEncoder, StringComparison.Ordinal);
    }

    /// <summary>Creates the groups.</summary>
    /// <param name="network">The network; its tensors become views of the groups' buffers.</param>
    /// <param name="encoder">The model's text encoder.</param>
    /// <param name="settings">Rates, and the network's finer settings.</param>
    /// <returns>Caller owns them.</returns>
    public static IReadOnlyList<ParameterGroup> Create(LoraNetwork network, ClipTextEncoder encoder, TrainingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(settings);
        var (rates, arguments) = (settings.LearningRate, settings.Network.Arguments);
        var groups = new List<ParameterGroup>();
        AddSplit(groups, TextEncoder, TrainableLayers.InTextEncoder(network, encoder, settings.Run.ClipSkip ?? 1), rates.EffectiveTextEncoderLr, arguments.LoraPlusTextEncoderRatio ?? arguments.LoraPlusRatio);
        var unetRatio = arguments.LoraPlusUnetRatio ?? arguments.LoraPlusRatio;
        if (settings.Network.IsLycoris || arguments.BlockRateWeights() is not { } weights)
        {
            AddSplit(groups, Unet, TrainableLayers.InUnet(network), rates.EffectiveUnetLr, unetRatio);
            return groups;
        }

        foreach (var block in network.Modules.Where(module => !module.IsTextEncoder).GroupBy(module => UnetBlock.IndexOf(module.Target.Path)))
            AddSplit(groups, $"{Unet}_block{block.Key}", [.. block.SelectMany(TrainableLayers.Trainable)], rates.EffectiveUnetLr * weights[block.Key], unetRatio);
        return groups;
    }

    private static void AddSplit(List<ParameterGroup> groups, string name, IReadOnlyList<AdapterTensor> parameters, double rate, double? ratio)
    {
        if (ratio is not { } plus)
        {
            Add(groups, name, parameters, rate);
            return;
        }

        Add(groups, name, [.. parameters.Where(parameter => parameter.Part != KohyaLoraPart.Up)], rate);
        Add(groups, name + PlusSuffix, [.. parameters.Where(parameter => parameter.Part == KohyaLoraPart.Up)], rate * plus);
    }

    private static void Add(List<ParameterGroup> groups, string name, IReadOnlyList<AdapterTensor> parameters, double rate)
    {
        if (parameters.Count > 0 && rate > 0) groups.Add(new ParameterGroup(name, parameters, rate));
    }
}
