using Senmitsu.Models;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.Formats.Numpy;
using Senmitsu.Tests.Testing;
using Senmitsu.Training;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Events;
using Senmitsu.Training.Latents;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Training.Latents;

public sealed class LatentCacheTests : IDisposable, IProgress<TrainingEvent>
{
    private readonly TemporaryFolder _folder = new();
    private readonly StableDiffusionModel _model = TinyModel.Load();
    private readonly List<string> _notes = [];

    public LatentCacheTests()
    {
        Picture("a.png", 64, 64, seed: 1);
        Picture("b.png", 80, 64, seed: 2);
    }

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    void IProgress<TrainingEvent>.Report(TrainingEvent value)
    {
        if (value is Noted noted) _notes.Add(noted.Text);
    }

    [Fact]
    public void Batch_WithStore_IsTheSameAsWithoutAndStaleFilesAreNeverUsed()
    {
        var settings = Settings with { CacheLatents = true };
        var expected = Values(settings, store: null);
        Assert.Equal(expected, Values(settings, Store())); // written
        Assert.Empty(_notes);
        Assert.Equal(expected, Values(settings, Store())); // read
        Assert.Equal(["2 latents were taken from an earlier run"], _notes);

        _notes.Clear();
        Assert.NotEqual(expected, Values(settings with { ResizeInterpolation = ResizeInterpolation.Nearest, Resolution = new(72, 72) }, Store()));
        Assert.Equal(expected, Values(settings, new LatentStore("another VAE", CPU)));
        Picture("a.png", 64, 64, seed: 3);
        var changed = Values(settings, Store());
        Assert.Equal(Values(settings, store: null), changed);
        Assert.NotEqual(expected, changed);
        Assert.Equal(["1 latents were taken from an earlier run"], _notes); // of b.png, which is what it was

        foreach (var file in Directory.GetFiles(_folder.File("1_x", LatentStore.FolderName))) File.WriteAllText(file, "damaged");
        Assert.Equal(changed, Values(settings, Store()));
    }

    [Fact]
    public void Batch_WithStoreAfterAMask_HasNone()
    {
        File.WriteAllBytes(_folder.File("1_x", "a.png"), PngWithAlpha.Encode(64, 64, (x, _) => x < 32 ? (byte)255 : (byte)0));
        var settings = Settings with { CacheLatents = true };
        using (var masked = Encode(Plan(settings with { AlphaMask = true }), isFrozen: true, Store()))
        using (NewDisposeScope())
        {
            Assert.NotNull(masked.Batch([0], 0).Mask);
        }

        using var plain = Encode(Plan(settings), isFrozen: true, Store());
        using var scope = NewDisposeScope();
        Assert.Null(plain.Batch([0], 0).Mask);
        Assert.Contains("2 latents were taken from an earlier run", _notes); // so that something could have come with them
    }

    [Fact]
    public void Batch_LatentOfSdScripts_IsUsedWhereItFits()
    {
        var settings = Settings with { CacheLatents = true };
        var own = Values(settings, store: null);
        float[] stored = [.. Enumerable.Range(0, 4 * 64).Select(i => i / 100f)];
        var path = _folder.File("1_x", "a_0064x0064_sd.npz");
        Write(crop: 0);
        var values = Values(settings, Store());
        Assert.Equal(stored.Select(value => value * 0.18215f), values[0], (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Contains("1 latents were taken from sd-scripts' .npz files", Assert.Single(_notes), StringComparison.Ordinal);

        foreach (var folder in Directory.GetDirectories(_folder.File("1_x"))) Directory.Delete(folder, recursive: true);
        Write(crop: 8);
        Assert.Equal(own, Values(settings, Store())); // it was cut elsewhere
        Write(crop: 0);
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(_folder.File("1_x", "a.png")).AddHours(-1));
        Assert.Equal(own, Values(settings, Store())); // the picture is newer

        void Write(long crop)
        {
            File.Delete(path);
            NpzBytes.Write(path, ("latents", NpzBytes.Singles("4, 8, 8", stored)), ("original_size", NpzBytes.Whole(64, 64)), ("crop_ltrb", NpzBytes.Whole(crop, 0, 64, 64)));
        }
    }

    [Fact]
    public void Batch_Flip_ShowsTheMirrorImageInAboutHalfTheUses()
    {
        var plan = Plan(Settings with { CacheLatents = true, Augmentation = new() { Flip = true } });
        using var cache = Encode(plan, isFrozen: true, store: null);
        var seen = Enumerable.Range(0, 40).Select(position => string.Join(' ', First(cache, position))).CountBy(text => text).ToList();
        Assert.Equal(2, seen.Count);
        Assert.All(seen, pair => Assert.InRange(pair.Value, 8, 32));
        Assert.Equal(First(cache, 7), First(cache, 7));
        Assert.False(cache.NeedsEncoder);
    }

    [Fact]
    public void Batch_RandomCropAndColour_EncodesEachUseAndRepeatsItself()
    {
        var plan = Plan(Settings with { Augmentation = new() { RandomCrop = true, Color = true } });
        using var cache = Encode(plan, isFrozen: false, store: null);
        Assert.True(cache.NeedsEncoder);
        using var again = Encode(plan, isFrozen: false, store: null);
        for (var position = 0; position < 3; position++) Assert.Equal(First(cache, position), First(again, position));
        Assert.NotEqual(First(cache, 0), First(cache, 1));
    }

    [Fact]
    public void Batch_AlphaMask_IsTheShareOfOpaquePixels()
    {
        // Left half opaque, right half transparent, encoded by hand: grey alpha 255 and 0.
        File.WriteAllBytes(_folder.File("1_x", "a.png"), PngWithAlpha.Encode(64, 64, (x, _) => x < 36 ? (byte)255 : (byte)0));
        File.Delete(_folder.File("1_x", "b.png"));
        var plan = Plan(Settings with { AlphaMask = true, CacheLatents = true });
        using var cache = Encode(plan, isFrozen: true, store: null);
        using var scope = NewDisposeScope();
        var (latent, mask) = cache.Batch([0], 0);
        Assert.Equal([1, 1, 8, 8], mask!.shape);
        Assert.Equal([1, 1, 1, 1, 0.5f, 0, 0, 0], mask[0, 0, 3].data<float>().ToArray());
        Assert.Equal(4, latent.shape[1]);

        using var flipping = Encode(Plan(Settings with { AlphaMask = true, Augmentation = new() { Flip = true } }), isFrozen: false, store: null);
        var left = Enumerable.Range(0, 20).Select(position => flipping.Batch([0], position).Mask![0, 0, 3, 0].item<float>()).Distinct();
        Assert.Equal([0, 1], left.Order()); // the mask turns with the picture
    }

    [Fact]
    public void Batch_MaskOfOnePicture_LeavesTheOtherWhole()
    {
        Picture("b.png", 64, 64, seed: 2);
        var images = Plan(Settings with { CacheLatents = true });
        var mask = _folder.File("masks", "a.png");
        File.WriteAllBytes(mask, ImageFile.EncodePng(new PixelImage(64, 64)));
        var plan = images with { Images = [images.Images[0] with { Image = images.Images[0].Image with { MaskPath = mask } }, images.Images[1]] };
        using var cache = Encode(plan, isFrozen: true, store: null);
        using var scope = NewDisposeScope();
        var joined = cache.Batch([0, 1], 0).Mask!;
        Assert.Equal((0, 64), (joined[0].sum().item<float>(), joined[1].sum().item<float>()));
        Assert.Null(cache.Batch([1], 0).Mask);
    }

    [Fact]
    public void Encode_AndBatch_LeavesNoTensors() => TensorLeaks.AssertNone(() =>
    {
        Values(Settings with { CacheLatents = true, Augmentation = new() { Flip = true } }, Store());
        Values(Settings with { CacheLatents = true, Augmentation = new() { Flip = true } }, Store());
        Values(Settings with { Augmentation = new() { RandomCrop = true } }, store: null);
    });

    private static LatentStore Store() => new("tiny VAE", CPU);

    private DatasetSettings Settings => new() { TrainDataDir = _folder.Path, CaptionExtension = "txt", Resolution = new(64, 64) };

    private static TrainingPlan Plan(DatasetSettings settings) =>
        TrainingPlan.Create(new TrainingSettings { Dataset = settings, Output = new() { OutputName = "x" } }, DatasetSource.Read(settings), 1);

    private LatentCache Encode(TrainingPlan plan, bool isFrozen, LatentStore? store) =>
        LatentCache.Encode(_model, plan, new RandomStreams(5), isFrozen, store, this, CancellationToken.None);

    /// <summary>The latent of each picture.</summary>
    private float[][] Values(DatasetSettings settings, LatentStore? store)
    {
        var plan = Plan(settings);
        using var cache = Encode(plan, settings.CacheLatents, store);
        using var scope = NewDisposeScope();
        return [.. Enumerable.Range(0, plan.Images.Count).Select(i => cache.Batch([i], i).Latent.data<float>().ToArray())];
    }

    private static float[] First(LatentCache cache, long position)
    {
        using var scope = NewDisposeScope();
        return cache.Batch([0], position).Latent.data<float>().ToArray();
    }

    private void Picture(string name, int width, int height, int seed)
    {
        var image = new PixelImage(width, height);
        new Random(seed).NextBytes(image.Pixels);
        File.WriteAllBytes(_folder.File("1_x", name), ImageFile.EncodePng(image));
    }
}
