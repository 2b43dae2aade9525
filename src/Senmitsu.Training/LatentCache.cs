using Senmitsu.Models;
using Senmitsu.Models.Vae;
using Senmitsu.Numerics.Images;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Events;
using static TorchSharp.torch;

namespace Senmitsu.Training;

/// <summary>
/// Every picture of a run, encoded once. With <c>cache_latents</c> one draw of each picture's distribution is used throughout, as in
/// sd-scripts; without it every use draws afresh, yet the encoder still runs only once per picture. Owns its tensors.
/// </summary>
public sealed class LatentCache : IDisposable
{
    private readonly List<LatentDistribution> _distributions = [];
    private readonly RandomStreams _random;
    private readonly bool _isFrozen;

    private LatentCache(RandomStreams random, bool isFrozen)
    {
        _random = random;
        _isFrozen = isFrozen;
    }

    /// <summary>Encodes all pictures.</summary>
    /// <param name="model">The model whose encoder is used. Borrowed.</param>
    /// <param name="plan">Pictures and sizes.</param>
    /// <param name="random">Source of the draws.</param>
    /// <param name="isFrozen">Whether each picture keeps its first draw.</param>
    /// <param name="progress">Told each picture.</param>
    /// <param name="token">Tested each picture.</param>
    /// <exception cref="ImageFileException">A picture cannot be read.</exception>
    public static LatentCache Encode(StableDiffusionModel model, TrainingPlan plan, RandomStreams random, bool isFrozen, IProgress<TrainingEvent> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(progress);
        var cache = new LatentCache(random, isFrozen);
        try
        {
            var images = plan.Images.Images;
            for (var i = 0; i < images.Count; i++)
            {
                token.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var choice = plan.Buckets.Choices[i];
                var picture = KohyaResize.ResizeAndCrop(ImageFile.Read(images[i].Path), choice.Resized, choice.Bucket);
                cache._distributions.Add(model.EncodeDistribution(TensorImages.ToPixels(picture).to(model.Device)));
                progress.Report(new LatentsEncoded(i + 1, images.Count));
            }

            return cache;
        }
        catch
        {
            cache.Dispose();
            throw;
        }
    }

    /// <summary>The latents of a batch.</summary>
    /// <param name="images">Indices of pictures of one bucket.</param>
    /// <param name="position">Which batch of the run, from 0; decides the draw unless frozen.</param>
    /// <returns>[B, 4, h, w] · float32 · scaled by 0.18215. Caller owns it.</returns>
    public Tensor Batch(IReadOnlyList<int> images, long position)
    {
        using var scope = NewDisposeScope();
        using var generator = _isFrozen ? null : _random.Generator(RandomStreams.Purpose.Latents, -1 - position);
        var latents = images.Select(image => Draw(image, generator)).ToList();
        return cat(latents, 0).mul_(Vae.LatentScale).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var distribution in _distributions) distribution.Dispose();
    }

    private Tensor Draw(int image, Generator? generator)
    {
        var distribution = _distributions[image];
        using var own = generator is null ? _random.Generator(RandomStreams.Purpose.Latents, image) : null;
        var noise = randn(distribution.Mean.shape, generator: generator ?? own).to(distribution.Mean.device);
        return distribution.Sample(noise);
    }
}
