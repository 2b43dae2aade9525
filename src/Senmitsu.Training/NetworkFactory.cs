using Senmitsu.Formats.Weights;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Models.Lora;
using Senmitsu.Training.Events;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Training;

/// <summary>Makes the network that is trained, from settings and from files (kohya-ss/sd-scripts train_network.py).</summary>
internal static class NetworkFactory
{
    private const int MostNamed = 4;

    /// <summary>Adds the files of <c>base_weights</c> into the model for good.</summary>
    /// <param name="model">Changed.</param>
    /// <param name="settings">The network's settings.</param>
    /// <param name="progress">Told each file.</param>
    /// <exception cref="ModelMismatchException">A file is for another kind of model.</exception>
    public static void FuseBaseWeights(StableDiffusionModel model, NetworkSettings settings, IProgress<TrainingEvent> progress)
    {
        for (var i = 0; i < settings.BaseWeights.Count; i++)
        {
            var multiplier = i < settings.BaseWeightsMultiplier.Count ? settings.BaseWeightsMultiplier[i] : 1;
            using var file = WeightFiles.Open(settings.BaseWeights[i]);
            using var network = LoraNetwork.Load(file, model);
            network.FuseForGood(multiplier, multiplier);
            progress.Report(new Noted($"base_weights: added {network.Modules.Count} modules of {file.Path} with strength {multiplier}{Named("; without a place in this model", network.Unmatched)}"));
        }
    }

    /// <summary>The network of the settings, with its starting weights.</summary>
    /// <param name="model">Borrowed.</param>
    /// <param name="settings">The network's settings.</param>
    /// <param name="generator">Source of the initial values.</param>
    /// <param name="progress">Told how a file of starting weights agreed.</param>
    /// <returns>Caller owns it.</returns>
    /// <exception cref="ModelMismatchException">The file of starting weights does not fit.</exception>
    /// <exception cref="InvalidSettingsException">OFT or BOFT cannot cut a layer by the rank.</exception>
    public static LoraNetwork Create(StableDiffusionModel model, NetworkSettings settings, Generator generator, IProgress<TrainingEvent> progress)
    {
        if (settings.Weights is not { } path) return New(model, settings, generator);
        using var file = WeightFiles.Open(path);
        return settings.DimFromWeights ? FromFile(file, model, settings, progress) : WithWeights(file, model, settings, generator, progress);
    }

    private static LoraNetwork New(StableDiffusionModel model, NetworkSettings settings, Generator generator)
    {
        try
        {
            return LoraNetwork.Create(model, settings.ToLora(), generator);
        }
        catch (IndivisibleLayerException exception)
        {
            throw new InvalidSettingsException([new("network_dim", $"{settings.Rank}", "cannot cut the layers of this model", exception.Message)]);
        }
    }

    private static LoraNetwork WithWeights(WeightFile file, StableDiffusionModel model, NetworkSettings settings, Generator generator, IProgress<TrainingEvent> progress)
    {
        var network = New(model, settings, generator);
        try
        {
            var loaded = network.ReadWeights(file, model);
            progress.Report(new Noted($"network_weights: starting from {file.Path}{Named("; missing there", loaded.Missing)}{Named("; without a place in this network", loaded.Unexpected)}"));
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static LoraNetwork FromFile(WeightFile file, StableDiffusionModel model, NetworkSettings settings, IProgress<TrainingEvent> progress)
    {
        var network = LoraNetwork.Load(file, model, trainsDown: settings.Module != NetworkSettings.LoraFaModule);
        network.Keep(settings.TrainTextEncoder, settings.TrainUnet);
        if (network.Modules.Count == 0) throw new ModelMismatchException(file.Path, [], [], [], "It holds nothing for the part that is trained; leave out --network_train_unet_only or --network_train_text_encoder_only.");
        progress.Report(new Noted($"dim_from_weights: {network.Modules.Count} modules as in {file.Path}{Named("; without a place in this model", network.Unmatched)}"));
        return network;
    }

    private static string Named(string what, IReadOnlyList<string> names) =>
        names.Count == 0 ? "" : $"{what} ({names.Count}): {string.Join(", ", names.Take(MostNamed))}{(names.Count > MostNamed ? ", …" : "")}";
}
