using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;

namespace Senmitsu.Models.Vae;

/// <summary>Shape of a Stable Diffusion autoencoder.</summary>
public sealed record VaeConfig
{
    /// <summary>Stable Diffusion 1.x, kl-f8 (https://huggingface.co/runwayml/stable-diffusion-v1-5, vae/config.json).</summary>
    public static VaeConfig StableDiffusion15 { get; } = new();

    /// <summary>Channels of each level, finest first.</summary>
    public IReadOnlyList<int> Channels { get; init; } = [128, 256, 512, 512];

    /// <summary>Residual blocks of a level in the encoder; one more in the decoder.</summary>
    public int ResnetsPerLevel { get; init; } = 2;

    /// <summary>Latent channels.</summary>
    public int LatentChannels { get; init; } = 4;

    /// <summary>Pixels per latent pixel along one side: 8.</summary>
    public int Downscale => 1 << (Channels.Count - 1);

    /// <summary>Reads the dimensions off a checkpoint's tensor shapes (LDM layout).</summary>
    /// <param name="file">The checkpoint.</param>
    /// <param name="prefix"><c>first_stage_model.</c> in a checkpoint, empty in a VAE file.</param>
    /// <exception cref="ModelMismatchException">The file has no autoencoder of this family.</exception>
    public static VaeConfig FromCheckpoint(WeightFile file, string prefix)
    {
        ArgumentNullException.ThrowIfNull(file);
        IReadOnlyList<long>? Find(string key) => file.Tensors.TryGetValue(prefix + key, out var info) ? info.Shape : null;

        var channels = new List<int>();
        var resnets = 0;
        while (Find($"encoder.down.{channels.Count}.block.0.conv1.weight") is { Count: 4 } shape)
        {
            resnets = 1;
            while (Find($"encoder.down.{channels.Count}.block.{resnets}.conv1.weight") is not null) resnets++;
            channels.Add((int)shape[0]);
        }

        if (channels.Count == 0 || Find("post_quant_conv.weight") is not { Count: 4 } latent)
        {
            throw new ModelMismatchException(file.Path, [$"{prefix}encoder.down.0.block.0.conv1.weight"], [], [], "This file has no Stable Diffusion 1.x autoencoder in the original (LDM) layout.");
        }

        return new VaeConfig { Channels = channels, ResnetsPerLevel = resnets, LatentChannels = (int)latent[0] };
    }
}
