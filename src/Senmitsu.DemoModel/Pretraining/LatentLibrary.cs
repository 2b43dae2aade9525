using Senmitsu.Formats.Safetensors;
using Senmitsu.Models.Vae;
using Senmitsu.Numerics;
using Senmitsu.Numerics.Images;
using static TorchSharp.torch;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>Portraits encoded once, because the denoising network sees each of them many times. Owns the latents.</summary>
public sealed class LatentLibrary : IDisposable
{
    private const string Key = "latents";
    private const int PortraitsAtOnce = 8;

    private LatentLibrary(Tensor latents) => Latents = latents.DetachFromDisposeScope();

    /// <summary>[N, 4, h, w] · float32 · scaled as the denoising network sees them; row i is portrait i.</summary>
    public Tensor Latents { get; }

    /// <summary>Number of portraits.</summary>
    public int Count => (int)Latents.shape[0];

    /// <summary>Encodes portraits, going on where an interrupted run stopped.</summary>
    /// <param name="path">Where the latents are kept.</param>
    /// <param name="vae">The finished autoencoder. Borrowed.</param>
    /// <param name="portraits">The portraits.</param>
    /// <param name="count">How many.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="token">Stops after a few portraits; what is done is kept.</param>
    public static LatentLibrary Open(string path, Vae vae, PortraitSource portraits, int count, Action<int> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(portraits);
        ArgumentNullException.ThrowIfNull(progress);
        const int Block = 2048;
        List<Tensor> blocks = [];
        try
        {
            for (var first = 0; first < count; first += Block)
            {
                var file = $"{path}-{first / Block:D3}.safetensors";
                if (!File.Exists(file))
                {
                    using var scope = NewDisposeScope();
                    SafetensorsWriter.Write(file, [TensorFiles.ToTensorData(Key, Encode(vae, portraits, first, Math.Min(Block, count - first), progress, token), ScalarType.Float16)], null);
                }

                using var reader = SafetensorsFile.Open(file);
                blocks.Add(TensorFiles.Read(reader, Key, ScalarType.Float32, CPU));
                progress(Math.Min(first + Block, count));
            }

            return new LatentLibrary(cat(blocks, 0));
        }
        finally
        {
            foreach (var block in blocks) block.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Latents.Dispose();

    private static Tensor Encode(Vae vae, PortraitSource portraits, int first, int count, Action<int> progress, CancellationToken token)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        List<Tensor> parts = [];
        for (var done = 0; done < count; done += PortraitsAtOnce)
        {
            token.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var pixels = cat([.. Enumerable.Range(first + done, Math.Min(PortraitsAtOnce, count - done)).Select(number => TensorImages.ToPixels(portraits.Paint(number)))], 0);
            using var distribution = vae.Encode(pixels);
            parts.Add(distribution.Mean.mul(Vae.LatentScale).MoveToOuterDisposeScope());
            progress(first + done);
        }

        return cat(parts, 0).MoveToOuterDisposeScope();
    }
}
