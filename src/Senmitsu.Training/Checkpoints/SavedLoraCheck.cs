using Senmitsu.Formats.Safetensors;
using Senmitsu.Models;
using Senmitsu.Models.Lora;
using static TorchSharp.torch;

namespace Senmitsu.Training.Checkpoints;

/// <summary>Reads a written LoRA back as any program would, and asks the networks a fixed question with and without it. Owns the answer without.</summary>
/// <param name="model">The model, with the trained network attached. Borrowed.</param>
/// <param name="trained">The network that was written; detached during the check. Borrowed.</param>
internal sealed class SavedLoraCheck(StableDiffusionModel model, LoraNetwork trained) : IDisposable
{
    private const long LatentSide = 8;
    private const long Tokens = 77;

    private Tensor? _without; // [n] · float32 · the answer of the model alone, which does not change

    /// <inheritdoc/>
    public void Dispose() => _without?.Dispose();

    /// <summary>Checks a file.</summary>
    /// <param name="path">The written file.</param>
    /// <returns>‖with − without‖ / ‖without‖ of the networks' answers; 0 when the file changes nothing that the number format can show.</returns>
    /// <exception cref="InvalidOperationException">The file does not hold what was trained.</exception>
    public double Effect(string path)
    {
        using var file = SafetensorsFile.Open(path);
        trained.Detach();
        try
        {
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            using var saved = LoraNetwork.Load(file, model); // refuses values that are not finite
            if (saved.Modules.Count != trained.Modules.Count || saved.Unmatched.Count > 0)
                throw new InvalidOperationException($"the written file holds {saved.Modules.Count} modules of this model and {saved.Unmatched.Count} others, expected {trained.Modules.Count}; it was not kept");
            _without ??= Answer().DetachFromDisposeScope();
            saved.Attach();
            var effect = Answer().sub(_without).norm().item<float>() / _without.norm().item<float>();
            return float.IsFinite(effect) ? effect : throw new InvalidOperationException("with the written file the networks' answer is not finite; it was not kept");
        }
        finally
        {
            trained.Attach();
        }
    }

    /// <summary>Noise prediction of the UNet for a fixed latent and the text encoder's states of fixed tokens.</summary>
    /// <returns>[n] · float32. In the caller's scope.</returns>
    private Tensor Answer()
    {
        using var generator = new Generator(0, CPU);
        var latent = randn([1, model.Unet.Config.InputChannels, LatentSide, LatentSide], generator: generator).to(model.Device);
        var text = TextConditioning.Encode(model.TextEncoder, ones([1, Tokens], ScalarType.Int64, model.Device), 1);
        var answer = model.Unet.Forward(latent, full([1], 500f, device: model.Device), text);
        return cat([answer.to(ScalarType.Float32).flatten(), text.to(ScalarType.Float32).flatten()]);
    }
}
