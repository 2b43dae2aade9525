using Senmitsu.DemoModel.Painting;
using Senmitsu.DemoModel.People;
using Senmitsu.DemoModel.Pretraining;
using Senmitsu.Numerics.Images;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.DemoModel.Truth;

/// <summary>Trains the probe on painted portraits: what they show, and which of them show the same person (Khosla et al. 2020, 2004.11362). Owns the network.</summary>
public sealed class ProbeTraining : IDisposable
{
    private const double Temperature = 0.1, FactWeight = 3.2, MeasureWeight = 0.5, MeanDecay = 0.998;

    private readonly ProbeTrainingSettings _settings;
    private readonly ScalarType _dataType;

    /// <summary>Creates the network.</summary>
    /// <param name="settings">Lengths.</param>
    /// <param name="dataType">dtype to compute in.</param>
    public ProbeTraining(ProbeTrainingSettings settings, ScalarType dataType)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_settings, _dataType) = (settings, dataType);
        var fresh = new FreshWeights(settings.Seed, dataType);
        Probe = new PortraitProbe(fresh);
        Weights = new FlatWeights([.. fresh.Leaves], MeanDecay);
    }

    /// <summary>The network in training.</summary>
    public PortraitProbe Probe { get; }

    /// <summary>Its weights.</summary>
    public FlatWeights Weights { get; }

    /// <summary>One step.</summary>
    /// <returns>The loss that tells people apart.</returns>
    public float Step()
    {
        using var scope = NewDisposeScope();
        var step = Weights.Step;
        var random = new Random(unchecked((_settings.Seed * 7919) + step));
        using var generator = new Generator((ulong)((_settings.Seed * 1_000_003L) + step), CPU);
        var portraits = Draw(random);
        var pixels = cat([.. portraits.Select(portrait => TensorImages.ToPixels(PortraitPainter.Paint(portrait.Person, portrait.Scene)))], 0);
        var output = Probe.Forward(PictureWear.Apply(pixels, random, generator).to(_dataType));

        var identity = SamePersonLoss(output.Identity);
        var loss = identity.add(MeasureLoss(output, portraits), MeasureWeight).add(FactAnswers.Loss(output.Attributes, portraits), FactWeight);
        loss.backward();
        Weights.Update(new CosineRate(_settings.LearningRate, _settings.Steps).At(step));
        return identity.item<float>();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Weights.Dispose();
        Probe.Dispose();
    }

    private List<(Person Person, Scene Scene)> Draw(Random random)
    {
        List<(Person, Scene)> result = [];
        Person? before = null;
        for (var i = 0; i < _settings.People; i++)
        {
            var person = i % 2 == 1 ? Lookalike.Of(before!, random) : Person.Draw(random);
            for (var j = 0; j < _settings.Scenes; j++) result.Add((person, Scene.Draw(random)));
            before = person;
        }

        return result;
    }

    /// <summary>Portraits of a person lie together in the batch.</summary>
    private Tensor SamePersonLoss(Tensor identity)
    {
        long count = identity.shape[0], scenes = _settings.Scenes;
        var person = arange(count, ScalarType.Int64).div(scenes, RoundingMode.floor);
        var itself = eye(count, dtype: ScalarType.Bool);
        var same = person.unsqueeze(0).eq(person.unsqueeze(1)).logical_and(itself.logical_not()).to(ScalarType.Float32);
        var likeness = identity.matmul(identity.t()).div(Temperature).masked_fill(itself, -1e9);
        return F.log_softmax(likeness, 1).mul(same).sum().div(-count * (scenes - 1));
    }

    private static Tensor MeasureLoss(ProbeOutput output, List<(Person Person, Scene Scene)> portraits)
    {
        var right = tensor(portraits.SelectMany(portrait => PersonMeasure.Of(portrait.Person)).ToArray(), [portraits.Count, PersonMeasure.Count]);
        return output.Measures.sub(right).square().mean();
    }
}
