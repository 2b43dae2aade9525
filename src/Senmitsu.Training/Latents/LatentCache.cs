using Senmitsu.Models;
using Senmitsu.Models.Vae;
using Senmitsu.Numerics.Images;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Events;
using static TorchSharp.torch;

namespace Senmitsu.Training.Latents;

/// <summary>
/// Every picture of a run, encoded once, and its mirror image if it is used. With <c>cache_latents</c> one draw of each picture's
/// distribution is used throughout, as in sd-scripts; without it every use draws afresh, yet the encoder still runs only once per
/// picture. Pictures whose pixels change with every use are encoded each time. Owns its tensors.
/// </summary>
public sealed class LatentCache : IDisposable
{
    // Positions of the draws of mirrored pictures lie behind those of any number of pictures.
    private const long MirroredPosition = 1L << 32;

    private readonly StableDiffusionModel _model;
    private readonly TrainingPlan _plan;
    private readonly RandomStreams _random;
    private readonly bool _isFrozen;
    private readonly (CachedLatent? Upright, CachedLatent? Mirrored)[] _latents;
    private readonly float[]?[] _masks;

    private LatentCache(StableDiffusionModel model, TrainingPlan plan, RandomStreams random, bool isFrozen)
    {
        _model = model;
        _plan = plan;
        _random = random;
        _isFrozen = isFrozen;
        _latents = new (CachedLatent?, CachedLatent?)[plan.Images.Count];
        _masks = new float[]?[plan.Images.Count];
    }

    /// <summary>Whether <see cref="Batch"/> still needs the model's encoder.</summary>
    public bool NeedsEncoder => _plan.Images.Any(IsEncodedEachUse);

    /// <summary>Encodes all pictures that do not change with every use.</summary>
    /// <param name="model">The model whose encoder is used. Borrowed as long as the cache lives if <see cref="NeedsEncoder"/>.</param>
    /// <param name="plan">Pictures and sizes.</param>
    /// <param name="random">Source of the draws.</param>
    /// <param name="isFrozen">Whether each picture keeps its first draw.</param>
    /// <param name="store">Where latents are kept between runs, or null.</param>
    /// <param name="progress">Told each picture.</param>
    /// <param name="token">Tested each picture.</param>
    /// <exception cref="ImageFileException">A picture cannot be read.</exception>
    public static LatentCache Encode(StableDiffusionModel model, TrainingPlan plan, RandomStreams random, bool isFrozen, LatentStore? store, IProgress<TrainingEvent> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(progress);
        var cache = new LatentCache(model, plan, random, isFrozen);
        try
        {
            for (var i = 0; i < plan.Images.Count; i++)
            {
                token.ThrowIfCancellationRequested();
                if (!cache.IsEncodedEachUse(plan.Images[i])) cache.Add(i, store);
                progress.Report(new LatentsEncoded(i + 1, plan.Images.Count));
            }

            store?.ReportTo(progress);
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
    /// <param name="position">Which batch of the run, from 0; decides mirroring, cutting and, unless frozen, the draw.</param>
    /// <exception cref="ImageFileException">A picture that is encoded each time cannot be read any more.</exception>
    public LatentBatch Batch(IReadOnlyList<int> images, long position)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        using var generator = _random.Generator(RandomStreams.Purpose.Latents, -1 - position);
        var random = _random.Random(RandomStreams.Purpose.Augmentation, position);
        var latents = new List<Tensor>();
        var masks = new List<float[]?>();
        foreach (int image in images)
        {
            var planned = _plan.Images[image];
            bool isMirrored = planned.Subset.Augmentation.Flip && random.NextDouble() < 0.5;
            if (IsEncodedEachUse(planned))
            {
                var picture = Change(planned, isMirrored, random);
                using var latent = EncodeNow(picture);
                latents.Add(latent.Draw(generator));
                masks.Add(picture.LatentMask());
            }
            else
            {
                latents.Add(Draw(image, isMirrored, generator));
                masks.Add(isMirrored ? Mirror(_masks[image], planned.Choice.Bucket) : _masks[image]);
            }
        }

        var result = cat(latents, 0).mul_(Vae.LatentScale);
        return new LatentBatch(result.MoveToOuterDisposeScope(), Join(masks, result)?.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (upright, mirrored) in _latents)
        {
            upright?.Dispose();
            mirrored?.Dispose();
        }
    }

    private bool IsEncodedEachUse(PlannedImage image) => !_isFrozen && image.ChangesPixels;

    private void Add(int index, LatentStore? store)
    {
        var image = _plan.Images[index];
        PreparedPicture? picture = null;
        PreparedPicture Picture() => picture ??= PreparedPicture.Read(image, PictureCut.Centre(image.Choice));

        if (image.HasMask) _masks[index] = Picture().LatentMask();
        _latents[index].Upright = Latent(isMirrored: false);
        if (image.Subset.Augmentation.Flip) _latents[index].Mirrored = Latent(isMirrored: true);

        CachedLatent Latent(bool isMirrored)
        {
            if (store?.Find(image, isMirrored) is { } known) return known;
            using var scope = NewDisposeScope();
            var distribution = Distribution(isMirrored ? Picture().Mirrored() : Picture());
            store?.Add(image, isMirrored, distribution);
            return new CachedLatent(distribution);
        }
    }

    private CachedLatent EncodeNow(PreparedPicture picture) => new(Distribution(picture));

    private LatentDistribution Distribution(PreparedPicture picture) => _model.EncodeDistribution(TensorImages.ToPixels(picture.Pixels).to(_model.Device));

    private static PreparedPicture Change(PlannedImage image, bool isMirrored, Random random)
    {
        var picture = PreparedPicture.Read(image, PictureCut.Draw(image, random));
        if (image.Subset.Augmentation.Color) picture = picture with { Pixels = ColorAugmentation.Apply(picture.Pixels, random) };
        return isMirrored ? picture.Mirrored() : picture;
    }

    private Tensor Draw(int image, bool isMirrored, Generator generator)
    {
        var latent = isMirrored ? _latents[image].Mirrored! : _latents[image].Upright!;
        if (!_isFrozen) return latent.Draw(generator);
        using var own = _random.Generator(RandomStreams.Purpose.Latents, isMirrored ? MirroredPosition + image : image);
        return latent.Draw(own);
    }

    private static float[]? Mirror(float[]? mask, ImageSize bucket)
    {
        if (mask is null) return null;
        int width = bucket.Width / 8;
        var result = (float[])mask.Clone();
        for (int start = 0; start < result.Length; start += width) result.AsSpan(start, width).Reverse();
        return result;
    }

    /// <summary>One mask per picture; those without one are learned everywhere.</summary>
    private static Tensor? Join(List<float[]?> masks, Tensor latent)
    {
        if (masks.TrueForAll(mask => mask is null)) return null;
        long height = latent.shape[2], width = latent.shape[3];
        float[] all = [.. masks.SelectMany(mask => mask ?? Enumerable.Repeat(1f, (int)(height * width)))];
        return tensor(all).view(masks.Count, 1, height, width).to(latent.device);
    }
}
