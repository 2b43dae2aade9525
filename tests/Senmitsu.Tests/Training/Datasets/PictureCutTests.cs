using CsCheck;
using Senmitsu.Numerics.Images;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Tests.Training.Datasets;

public sealed class PictureCutTests
{
    [Fact]
    public void Draw_AnyPicture_StaysInside() =>
        Gen.Select(Gen.Int[64, 1500], Gen.Int[64, 1500], Gen.Bool, Gen.Bool, Gen.Int[0, 9999]).Sample((width, height, isBucketed, isFace, seed) =>
        {
            var image = Planned(isFace ? "x_100_90_50_60.png" : "x.png", new(width, height), isBucketed, new() { RandomCrop = !isFace || seed % 2 == 0, FaceCrop = isFace ? new(2, 4) : null });
            var cut = PictureCut.Draw(image, new Random(seed));
            Assert.InRange(cut.Left, 0, cut.Resized.Width - image.Choice.Bucket.Width);
            Assert.InRange(cut.Top, 0, cut.Resized.Height - image.Choice.Bucket.Height);
        });

    [Fact]
    public void Draw_RandomCrop_ReachesBothEndsAndDependsOnTheSeedAlone()
    {
        var image = Planned("x.png", new(68, 64), isBucketed: false, new() { RandomCrop = true });
        var random = new Random(5);
        Assert.Equal([0, 1, 2, 3, 4], Enumerable.Range(0, 200).Select(_ => PictureCut.Draw(image, random).Left).Distinct().Order());
        Assert.Equal(PictureCut.Draw(image, new Random(7)), PictureCut.Draw(image, new Random(7)));
    }

    [Fact]
    public void Draw_FaceCrop_ScalesTheFaceAndPutsItInTheMiddle()
    {
        // The face of 128 pixels is to fill half of 64: scale 64 / (128 × 0.5) = 1, limited below by 64 / 1024.
        var image = Planned("alice_700_300_128_100.png", new(1024, 1024), isBucketed: false, new() { FaceCrop = new(0.5, 0.5) });
        Assert.Equal(new PictureCut(new ImageSize(1024, 1024), 700 - 32, 300 - 32), PictureCut.Draw(image, new Random(0)));
        var half = Planned("alice_700_300_128_100.png", new(1024, 1024), isBucketed: false, new() { FaceCrop = new(1, 1) });
        Assert.Equal(new PictureCut(new ImageSize(512, 512), 350 - 32, 150 - 32), PictureCut.Draw(half, new Random(0)));
    }

    [Fact]
    public void Draw_FaceCropWithBuckets_IsTheMiddle()
    {
        var image = Planned("alice_700_300_128_100.png", new(1024, 1024), isBucketed: true, new() { FaceCrop = new(0.5, 0.5) });
        Assert.Equal(PictureCut.Centre(image.Choice), PictureCut.Draw(image, new Random(0)));
        Assert.False(image.ChangesPixels);
    }

    [Fact]
    public void ShiftHue_WholeCircleAndThird_GivesKnownColours()
    {
        var red = new PixelImage(1, 1, [200, 0, 0]);
        Assert.Equal(red.Pixels, ColorAugmentation.ShiftHue(red, 180).Pixels);
        Assert.Equal([0, 0, 200], ColorAugmentation.ShiftHue(red, 60).Pixels); // the circle turns from blue over green to red
        Assert.Equal([90, 90, 90], ColorAugmentation.ShiftHue(new PixelImage(1, 1, [90, 90, 90]), 33).Pixels);
    }

    [Fact]
    public void Gamma_ChangesBytesByThePowerOfTheirValue() =>
        Assert.Equal([0, (byte)Math.Pow(100, 1.05), 255], ColorAugmentation.Gamma(new PixelImage(1, 1, [0, 100, 255]), 1.05).Pixels);

    [Fact]
    public void Apply_Colours_ChangesAThirdOfTheUses()
    {
        var image = new PixelImage(1, 1, [200, 100, 50]);
        var random = new Random(9);
        int changed = Enumerable.Range(0, 3000).Count(_ => !ReferenceEquals(image, ColorAugmentation.Apply(image, random)));
        Assert.InRange(changed, 870, 1110); // 990 ± 4.7 standard deviations
    }

    private static PlannedImage Planned(string path, ImageSize size, bool isBucketed, AugmentationRules rules)
    {
        var image = new TrainingImage(path, size, 1, "", null);
        var choice = new BucketPlanner(new BucketSettings { Resolution = new(64, 64), EnableBucket = isBucketed, MinSize = 64, MaxSize = 64 }).Plan([image]).Choices[0];
        return new PlannedImage(image, new SubsetDefinition { Augmentation = rules }, choice, 1) { IsBucketed = isBucketed };
    }
}
