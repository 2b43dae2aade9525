using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Pickle;
using Senmitsu.Formats.Weights;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Clip;
using Senmitsu.Models.Layers;
using Senmitsu.Models.Unet;
using Senmitsu.Models.Vae;
using Senmitsu.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Models;

/// <summary>Checkpoint file → model. All dimensions are read from tensor shapes.</summary>
public static class StableDiffusionLoader
{
    /// <summary>Loads a model of Stable Diffusion 1.x or 2.x: a checkpoint file, or a folder of diffusers.</summary>
    /// <param name="path">A <c>.safetensors</c>, <c>.ckpt</c> or <c>.pt</c> file, or a folder with <c>unet</c>, <c>vae</c> and <c>text_encoder</c>.</param>
    /// <param name="dataType">dtype of the networks; the file may be float16, bfloat16 or float32.</param>
    /// <param name="device">Where the networks live.</param>
    /// <param name="vaePath">A VAE file or folder, in either layout, that replaces the checkpoint's own, or <see langword="null"/>.</param>
    /// <param name="vaeDataType">dtype of the autoencoder; <see langword="null"/> = <paramref name="dataType"/>.</param>
    /// <returns>The model. Caller owns it.</returns>
    /// <exception cref="SafetensorsException">The file is no sound safetensors file.</exception>
    /// <exception cref="PickleException">The file is no sound pickle, or wants to run code.</exception>
    /// <exception cref="ModelMismatchException">The file holds another kind of model.</exception>
    /// <exception cref="NonFiniteWeightsException">A weight is NaN or infinite.</exception>
    public static StableDiffusionModel Load(string path, ScalarType dataType, Device device, string? vaePath = null, ScalarType? vaeDataType = null)
    {
        using var _ = no_grad();
        using var file = CheckpointFile.Open(path);
        OtherModelFamilies.Refuse(file);
        ClipTextEncoder? textEncoder = null;
        Unet.Unet? unet = null;
        try
        {
            textEncoder = LoadTextEncoder(file, dataType, device);
            unet = LoadUnet(file, dataType, device);
            Vae.Vae LoadVaeAs(ScalarType type) => LoadVae(vaePath ?? path, type, device);
            var vae = LoadVaeAs(vaeDataType ?? dataType);
            return new StableDiffusionModel(
                (textEncoder, unet, vae), () => Again(path, again => LoadTextEncoder(again, dataType, device)), () => Again(path, again => LoadUnet(again, dataType, device)), LoadVaeAs,
                dataType, device, VelocityPrediction.Detect(file, unet));
        }
        catch
        {
            textEncoder?.Dispose();
            unet?.Dispose();
            throw;
        }
    }

    /// <summary>Loads the text encoder of a checkpoint.</summary>
    /// <inheritdoc cref="Load" path="/exception"/>
    public static ClipTextEncoder LoadTextEncoder(WeightFile file, ScalarType dataType, Device device)
    {
        var keys = ClipTextKeys.Create();
        var config = ClipTextConfig.FromCheckpoint(file, keys);
        return Build(new CheckpointWeights(file, keys, dataType, device), source => new ClipTextEncoder(config, source));
    }

    /// <summary>Loads the UNet of a checkpoint.</summary>
    /// <inheritdoc cref="Load" path="/exception"/>
    public static Unet.Unet LoadUnet(WeightFile file, ScalarType dataType, Device device)
    {
        var config = UnetConfig.FromCheckpoint(file);
        var keys = LdmUnetKeys.Create(config.Channels.Count, config.ResnetsPerLevel, config.AttentionLevels);
        return Build(new CheckpointWeights(file, keys, dataType, device), source => new Unet.Unet(config, source));
    }

    /// <summary>Loads the autoencoder of a checkpoint or of a VAE file.</summary>
    /// <inheritdoc cref="Load" path="/exception"/>
    public static Vae.Vae LoadVae(string path, ScalarType dataType, Device device)
    {
        using var file = CheckpointFile.OpenVae(path);
        var prefix = file.Tensors.Keys.Any(key => key.StartsWith(LdmVaeKeys.CheckpointPrefix, StringComparison.Ordinal)) ? LdmVaeKeys.CheckpointPrefix : "";
        var config = VaeConfig.FromCheckpoint(file, prefix);
        var keys = LdmVaeKeys.Create(config.Channels.Count, config.ResnetsPerLevel, prefix);
        return Build(new CheckpointWeights(file, keys, dataType, device), source => new Vae.Vae(config, source));
    }

    private static TNetwork Again<TNetwork>(string path, Func<WeightFile, TNetwork> load)
    {
        using var _ = no_grad();
        using var file = CheckpointFile.Open(path);
        return load(file);
    }

    private static TNetwork Build<TNetwork>(CheckpointWeights weights, Func<WeightSource, TNetwork> create)
        where TNetwork : IDisposable
    {
        var network = create(weights);
        try
        {
            weights.ThrowIfMismatch();
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
