using Senmitsu.Formats.Kohya;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Lora;
using Senmitsu.Numerics;
using Senmitsu.Training.Settings;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Training.Checkpoints;

/// <summary>Writes a LoRA as sd-scripts does: its keys, alphas, dtype and metadata. A file appears whole or not at all.</summary>
/// <param name="network">The LoRA. Borrowed.</param>
/// <param name="settings">The run's settings.</param>
/// <param name="plan">The run's plan.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="baseModel">What is known of the base model's file.</param>
/// <param name="optimizerName">Name of the optimizer, as sd-scripts writes it.</param>
/// <param name="computedIn">dtype the networks compute in.</param>
/// <param name="started">When the run began.</param>
/// <param name="clock">Source of times.</param>
public sealed class LoraFileWriter(LoraNetwork network, TrainingSettings settings, TrainingPlan plan, long seed, BaseModelFacts baseModel, string optimizerName, ScalarType computedIn, DateTimeOffset started, TimeProvider clock)
{
    /// <summary>Writes the present weights.</summary>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="epoch">Written as <c>ss_epoch</c>.</param>
    /// <param name="step">Updates done, written as <c>ss_steps</c>.</param>
    /// <param name="check">Reads the file before it gets its name; if it throws, there is no file.</param>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite; nothing was written.</exception>
    public void Write(string path, int epoch, int step, Action<string> check)
    {
        var tensors = ToTensors();
        var metadata = new KohyaMetadata(settings, plan, seed, baseModel, optimizerName, settings.Run.MixedPrecision ?? computedIn switch { ScalarType.BFloat16 => MixedPrecision.Bf16, ScalarType.Float16 => MixedPrecision.Fp16, _ => MixedPrecision.No }, started);
        var values = metadata.At(epoch, step, clock.GetLocalNow());
        AddHashes(values, tensors);
        foreach (var (key, value) in metadata.Modelspec(clock.GetLocalNow())) values[key] = value;
        SafetensorsWriter.Write(path, tensors, values, check);
    }

    /// <summary>LyCORIS has a hash of its own, and no legacy one.</summary>
    private void AddHashes(Dictionary<string, string> values, IReadOnlyList<TensorData> tensors)
    {
        if (settings.Network.IsLycoris)
        {
            values[SshsHashes.ModelHashKey] = LycorisHash.Compute(tensors);
            return;
        }

        var hashes = SshsHashes.Compute(tensors, values);
        values[SshsHashes.ModelHashKey] = hashes.ModelHash;
        values[SshsHashes.LegacyHashKey] = hashes.LegacyHash;
    }

    private List<TensorData> ToTensors()
    {
        var tensors = new List<TensorData>();
        var dataType = settings.Output.SavePrecision switch
        {
            SavePrecision.Fp16 => ScalarType.Float16,
            SavePrecision.Bf16 => ScalarType.BFloat16,
            SavePrecision.Fp32 => ScalarType.Float32,
            _ => settings.Run.WeightType(computedIn),
        };
        foreach (var module in network.Modules)
        {
            using var scope = NewDisposeScope();
            var layer = module.Layer;
            foreach (var part in layer.Tensors) tensors.Add(Finite(new KohyaLoraKey(layer.Name, part.Part).ToString(), layer.FileValue(part), dataType));
            if (layer.SavedAlpha is { } alpha) tensors.Add(TensorFiles.ToTensorData(new KohyaLoraKey(layer.Name, KohyaLoraPart.Alpha).ToString(), tensor(alpha), dataType));
        }

        return tensors;
    }

    private static TensorData Finite(string name, Tensor value, ScalarType dataType)
    {
        using var scope = NewDisposeScope();
        var converted = value.detach().to(dataType);
        return converted.isfinite().all().item<bool>()
            ? TensorFiles.ToTensorData(name, converted, dataType)
            : throw new InvalidOperationException($"{name} holds values that are not finite as {dataType}; the file was not written. Use --save_precision float, or lower the learning rate.");
    }
}
