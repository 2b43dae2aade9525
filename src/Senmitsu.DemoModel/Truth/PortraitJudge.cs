using System.Text.Json;
using Senmitsu.DemoModel.Pretraining;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Numerics;
using Senmitsu.Numerics.Images;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.DemoModel.Truth;

/// <summary>The finished probe with its known errors: says of any picture what it shows, and of two whether they show the same person. Owns the network.</summary>
public sealed class PortraitJudge : IDisposable
{
    private const string ErrorsKey = "senmitsu.probe";

    private readonly PortraitProbe _probe;

    private PortraitJudge(PortraitProbe probe, ProbeErrors errors) => (_probe, Errors) = (probe, errors);

    /// <summary>How well it does on painted people it has never seen.</summary>
    public ProbeErrors Errors { get; }

    /// <summary>Tests trained weights on people they have never seen and writes them, with what was found; the file appears whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="weights">The probe's, float32. Borrowed.</param>
    /// <param name="people">How many people are painted for the test.</param>
    /// <param name="seed">Which people.</param>
    public static ProbeErrors TestAndWrite(string path, WeightSet weights, int people, int seed)
    {
        ArgumentNullException.ThrowIfNull(weights);
        using var rounded = weights.To(ScalarType.Float16); // the test is of what the file holds
        using var probe = new PortraitProbe(new GivenWeights(rounded.Tensors, ScalarType.Float32));
        var errors = ProbeTest.Run(image => Read(probe, image), people, seed);
        SafetensorsWriter.Write(path, [.. rounded.Tensors.Select(pair => TensorFiles.ToTensorData(pair.Key, pair.Value, ScalarType.Float16))], new Dictionary<string, string> { [ErrorsKey] = JsonSerializer.Serialize(errors) });
        return errors;
    }

    /// <summary>Opens a file of <see cref="TestAndWrite"/>.</summary>
    /// <exception cref="InvalidDataException">It is another kind of file.</exception>
    public static PortraitJudge Open(string path)
    {
        NativeLibraries.Load();
        using var file = SafetensorsFile.Open(path);
        if (!file.Metadata.TryGetValue(ErrorsKey, out var text) || JsonSerializer.Deserialize<ProbeErrors>(text) is not { } errors)
            throw new InvalidDataException($"{path} is no probe of portraits: its metadata lacks '{ErrorsKey}'. Make one with senmitsu demo make.");
        using var weights = WeightSet.Read(file);
        return new PortraitJudge(new PortraitProbe(new GivenWeights(weights.Tensors, ScalarType.Float32)), errors);
    }

    /// <summary>Looks at a picture.</summary>
    /// <param name="image">Any picture of 128×128 pixels.</param>
    public PortraitReading Read(PixelImage image) => Read(_probe, image);

    /// <summary>Whether two pictures show the same person.</summary>
    public bool IsSamePerson(PortraitReading first, PortraitReading second)
    {
        ArgumentNullException.ThrowIfNull(first);
        return first.Likeness(second) >= Errors.Threshold;
    }

    /// <inheritdoc/>
    public void Dispose() => _probe.Dispose();

    private static PortraitReading Read(PortraitProbe probe, PixelImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Width != PortraitProbe.Side || image.Height != PortraitProbe.Side)
            throw new ArgumentException($"the probe reads portraits of {PortraitProbe.Side}×{PortraitProbe.Side} pixels, got {image.Width}×{image.Height}", nameof(image));
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var output = probe.Forward(TensorImages.ToPixels(image));
        var best = Enumerable.Range(0, PortraitFact.All.Count).Select(i => F.softmax(output.Logits(i), 1).max(1)).ToList();
        return new PortraitReading(output.Identity.data<float>().ToArray(), [.. best.Select(answer => (int)answer.indexes.item<long>())], best.Min(answer => answer.values.item<float>()));
    }
}
