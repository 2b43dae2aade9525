using Senmitsu.Diffusion.Schedules;
using Senmitsu.Models;
using Senmitsu.Models.Lora;
using Senmitsu.Training.Events;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Training;

/// <summary>A network attached to its model, with what moves it, as settings ask for it. Owns all of it; the model is as before once this is disposed.</summary>
internal sealed class TrainedNetwork : IDisposable
{
    private readonly IReadOnlyList<ParameterGroup> _groups;

    /// <summary>Makes the network and attaches it.</summary>
    /// <param name="model">The base model. Borrowed.</param>
    /// <param name="settings">Valid settings.</param>
    /// <param name="generator">Source of the initial values.</param>
    /// <param name="progress">Told how a file of starting weights agreed.</param>
    /// <exception cref="ModelMismatchException">The file of starting weights does not fit.</exception>
    public TrainedNetwork(StableDiffusionModel model, TrainingSettings settings, Generator generator, IProgress<TrainingEvent> progress)
    {
        Network = NetworkFactory.Create(model, settings.Network, generator, progress);
        if (settings.Network.ScaleWeightNorms is not null && Network.Modules.Count(module => !module.Layer.HasNormLimit) is > 0 and var free)
            progress.Report(new Noted($"scale_weight_norms has no effect on {free} of {Network.Modules.Count} modules: families such as theirs have no limit in sd-scripts and LyCORIS"));
        Network.ConvertTo(settings.Run.WeightType(model.DataType));
        _groups = ParameterGroups.Create(Network, model.TextEncoder, settings);
        Optimizer = settings.Optimizer.Create(_groups);
        var prediction = settings.Model.PredictsVelocity ? PredictionType.Velocity : PredictionType.Epsilon;
        Step = new TrainingStep(model, prediction, settings.Loss, settings.Run.ClipSkip ?? 1, _groups.Any(group => ParameterGroups.IsTextEncoder(group.Name)));
        Network.Attach();
        model.Unet.RecomputesActivations = settings.Run.GradientCheckpointing && Network.Dropout is null; // masks are drawn once
    }

    /// <summary>What is trained.</summary>
    public LoraNetwork Network { get; }

    /// <summary>What updates it.</summary>
    public IOptimizer Optimizer { get; }

    /// <summary>What computes its gradients.</summary>
    public TrainingStep Step { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var group in _groups) group.Dispose();
        Step.Dispose();
        Optimizer.Dispose();
        Network.Dispose();
    }
}
