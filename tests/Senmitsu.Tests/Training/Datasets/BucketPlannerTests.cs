using CsCheck;
using Senmitsu.Numerics.Images;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Tests.Training.Datasets;

public sealed class BucketPlannerTests
{
    private static readonly Gen<ImageSize> Sizes = Gen.Select(Gen.Int[1, 5000], Gen.Int[1, 5000], (w, h) => new ImageSize(w, h));

    private static readonly Gen<BucketSettings> Settings =
        Gen.Select(Gen.Int[4, 16], Gen.Int[4, 16], Gen.Int[1, 4], Gen.Int[16, 32]).Select((w, h, min, max) => new BucketSettings
        {
            Resolution = new(w * 64, h * 64),
            EnableBucket = true,
            MinSize = min * 64,
            MaxSize = max * 64,
        });

    [Fact]
    public void TryChoose_Enlarging_CoversABucketWithinTheArea() =>
        Gen.Select(Settings, Sizes).Sample((settings, size) =>
        {
            var planner = new BucketPlanner(settings);
            Assert.True(planner.TryChoose(size, out var choice));
            Assert.Contains(choice.Bucket, planner.Sizes);
            Assert.True(choice.Bucket.Area <= settings.Resolution.Area);
            Assert.True(choice.Resized.Width >= choice.Bucket.Width && choice.Resized.Height >= choice.Bucket.Height);
            Assert.True(choice.Resized.Width == choice.Bucket.Width || choice.Resized.Height == choice.Bucket.Height);
        });

    [Fact]
    public void TryChoose_NotEnlarging_NeverGrowsAPicture() =>
        Gen.Select(Settings, Sizes).Sample((settings, size) =>
        {
            if (!new BucketPlanner(settings with { NoUpscale = true }).TryChoose(size, out var choice)) return;
            Assert.True(choice.Resized.Width <= size.Width + 1 && choice.Resized.Height <= size.Height + 1);
            Assert.True(choice.Bucket.Width <= choice.Resized.Width && choice.Bucket.Height <= choice.Resized.Height);
        });

    [Theory]
    [InlineData(512, 512, 1024, 17)]
    [InlineData(512, 512, 2048, 17)]
    [InlineData(768, 768, 1024, 19)]
    [InlineData(512, 768, 1024, 19)]
    public void Sizes_KnownSettings_HaveKnownCounts(int width, int height, int max, int count) =>
        Assert.Equal(count, new BucketPlanner(new BucketSettings { Resolution = new(width, height), EnableBucket = true, MaxSize = max }).Sizes.Count);

    [Fact]
    public void Sizes_LimitsBetweenSteps_AreRoundedOutwards()
    {
        var rounded = new BucketPlanner(new BucketSettings { EnableBucket = true, MinSize = 300, MaxSize = 1000 });
        Assert.Equal(new BucketPlanner(new BucketSettings { EnableBucket = true }).Sizes, rounded.Sizes);
    }

    [Fact]
    public void Validate_LimitsThatFitOnceRounded_AreAccepted()
    {
        var settings = new BucketSettings { Resolution = new(1000, 1000), EnableBucket = true, MinSize = 1010, MaxSize = 970 };
        Assert.Equal((960, 1024), (settings.AdjustedMinSize, settings.AdjustedMaxSize));
        Assert.Empty(settings.Validate());
        Assert.Equal(2, (settings with { MinSize = 1024, MaxSize = 960 }).Validate().Count);
    }

    [Fact]
    public void Plan_WithoutBuckets_CutsEverythingToTheResolution()
    {
        var plan = new BucketPlanner(new BucketSettings { Resolution = new(512, 768) }).Plan([Image(1000, 1000, 2), Image(10, 20, 1)]);
        var bucket = Assert.Single(plan.Buckets);
        Assert.Equal(new ImageSize(512, 768), bucket.Size);
        Assert.Equal([0, 0, 1], bucket.Images);
        Assert.Equal([new ImageSize(768, 768), new(512, 1024)], plan.Choices.Select(c => c.Resized));
        Assert.Equal("null", KohyaDatasetMetadata.BucketInfo(plan));
    }

    [Fact]
    public void Plan_NotEnlargingTinyOrThinPictures_NamesAllOfThem()
    {
        var planner = new BucketPlanner(new BucketSettings { EnableBucket = true, NoUpscale = true });
        var error = Assert.Throws<DatasetException>(() => planner.Plan([Image(40, 500, 1), Image(512, 512, 1), Image(5, 60_000, 1)]));
        Assert.Equal(2, error.Problems.Count);
        Assert.All(error.Problems, p => Assert.Equal(DatasetProblemKind.PictureTooSmall, p.Kind));
        Assert.Contains("is 40x500", error.Message, StringComparison.Ordinal);
        Assert.Contains("bucket_no_upscale off", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_WrongSettings_ReportsAllTogether()
    {
        var settings = new BucketSettings { EnableBucket = true, MinSize = 640, MaxSize = 256, Steps = 12 };
        var error = Assert.Throws<ArgumentException>(() => new BucketPlanner(settings));
        Assert.Equal(3, settings.Validate().Count);
        Assert.All(["bucket_reso_steps", "min_bucket_reso", "max_bucket_reso"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
        Assert.Empty((settings with { EnableBucket = false }).Validate());
    }

    private static TrainingImage Image(int width, int height, int repeats) => new($"{width}x{height}.png", new(width, height), repeats, "", null);
}
