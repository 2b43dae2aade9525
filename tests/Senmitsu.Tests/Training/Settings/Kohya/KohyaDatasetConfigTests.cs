using Senmitsu.Formats.Kohya;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.Testing;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Tests.Training.Settings.Kohya;

public sealed class KohyaDatasetConfigTests
{
    [Fact]
    public void Understand_ValuesOfAllLevels_TheNearestWins()
    {
        var datasets = Understand("""
            [general]
            resolution = 512
            enable_bucket = true
            keep_tokens = 1
            shuffle_caption = true
            caption_extension = "txt"

            [[datasets]]
            batch_size = 4
            keep_tokens = 2

            [[datasets.subsets]]
            image_dir = "a"
            num_repeats = 10
            class_tokens = "cat"
            keep_tokens = 3
            token_warmup_step = 0.5
            face_crop_aug_range = [2.0, 4]

            [[datasets.subsets]]
            image_dir = "reg"
            is_reg = true
            shuffle_caption = false

            [[datasets]]
            resolution = [768, 640]
            resize_interpolation = "area"

            [[datasets.subsets]]
            image_dir = "a"
            flip_aug = true
            """, new DatasetSettings { BatchSize = 3, CaptionPrefix = "best", DatasetRepeats = 7 });
        Assert.Equal([new ImageSize(512, 512), new ImageSize(768, 640)], datasets.Select(set => set.Buckets.Resolution));
        Assert.Equal([4, 3], datasets.Select(set => set.BatchSize));
        Assert.All(datasets, set => Assert.True(set.Buckets.EnableBucket));
        var (cat, reg, again) = (datasets[0].Subsets[0], datasets[0].Subsets[1], datasets[1].Subsets[0]);
        Assert.Equal((3, 2, 1), (cat.Captions.KeepTokens, reg.Captions.KeepTokens, again.Captions.KeepTokens));
        Assert.Equal((true, false, true), (cat.Captions.ShuffleCaption, reg.Captions.ShuffleCaption, again.Captions.ShuffleCaption));
        Assert.Equal((10, 7), (cat.Repeats, again.Repeats));
        Assert.Equal(("cat", null), (cat.ClassTokens, again.ClassTokens));
        Assert.Equal((false, true), (cat.IsRegularization, reg.IsRegularization));
        Assert.Equal(new FaceCropRange(2, 4), cat.Augmentation.FaceCrop);
        Assert.Equal((0.5, "best", ".txt", Path.GetFullPath("a")), (cat.Captions.TokenWarmupStep, cat.Captions.CaptionPrefix, cat.CaptionExtension, cat.Folder));
        Assert.True(again.Augmentation.Flip);
        Assert.Equal(ResizeInterpolation.Area, again.Interpolation);
    }

    [Fact]
    public void Understand_ManyMistakes_NamesAll()
    {
        var error = Assert.Throws<InvalidSettingsException>(() => Understand("""
            stray = 1
            [general]
            shufle_caption = true
            image_dir = "x"
            [[datasets]]
            batch_size = "two"
            alpha_mask = true
            [[datasets.subsets]]
            num_repeats = 0
            metadata_file = 3
            [[datasets]]
            resolution = 512
            """, new DatasetSettings()));
        Assert.Equal(
            [
                "stray: is not known at the top of a file of data sets; put it under [general], [[datasets]] or [[datasets.subsets]]",
                "general.shufle_caption: is not known; did you mean shuffle_caption?",
                "general.image_dir: does not belong here, but to Subset; move it",
                "datasets[0].alpha_mask: does not belong here, but to Subset; move it",
                "datasets[0].batch_size = \"two\": must be a whole number; correct it or leave it out",
                "datasets[0].resolution: the training resolution is required; use 512,512 for Stable Diffusion 1.x",
                "datasets[0].subsets[0].metadata_file = 3: must be a text; correct it or leave it out",
                "datasets[0].subsets[0].num_repeats = 0: must be at least 1; raise it",
                "datasets[1].subsets: the data set has no folders; add [[datasets.subsets]] with an image_dir",
            ],
            error.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Understand_WhatSdScriptsRefuses_IsRefusedWithItsReason()
    {
        const string Subset = "[[datasets]]\nresolution = 512\n[[datasets.subsets]]\nimage_dir = 'a'\n";
        AssertRefused(Subset + "color_aug = true", new() { CacheLatents = true }, "when caching latents, either color_aug or random_crop cannot be used");
        AssertRefused(Subset + "random_crop = true", new() { CacheLatents = true }, "when caching latents, either color_aug or random_crop cannot be used");
        AssertRefused(Subset + "conditioning_data_dir = 'm'", new(), "needs masked_loss");
        AssertRefused(Subset + "conditioning_data_dir = 'm'\nrandom_crop = true", new() { MaskedLoss = true }, "cannot be used with masks");
        AssertRefused(Subset + "conditioning_data_dir = 'm'\n[[datasets.subsets]]\nimage_dir = 'b'", new() { MaskedLoss = true }, "cannot be mixed in the same dataset");
        AssertRefused("[[datasets]]\nresolution = 1536\nenable_bucket = true\n[[datasets.subsets]]\nimage_dir = 'a'", new(), "must not be below the longer side of the resolution 1536x1536");
    }

    [Fact]
    [Trait("Category", Golden.Trait)]
    public void Read_RealFiles_AreUnderstood()
    {
        var plain = Assert.Single(KohyaDatasetConfig.Read(Golden.Reference("kohya-configs", "dataset.toml"), new DatasetSettings()));
        Assert.Equal((4, true, 64), (plain.BatchSize, plain.Buckets.NoUpscale, plain.Buckets.MinSize));
        Assert.Equal(("darius kawasaki person", 10, ".txt"), (plain.Subsets[0].ClassTokens, plain.Subsets[0].Repeats, plain.Subsets[0].CaptionExtension));

        var masked = Assert.Single(KohyaDatasetConfig.Read(Golden.Reference("kohya-configs", "dataset-masked_loss.toml"), new DatasetSettings { MaskedLoss = true }));
        Assert.Equal(Path.GetFullPath(Path.Combine("test", "masked_loss")), masked.Subsets[0].MaskFolder); // written on Windows
        Assert.Equal(32, masked.Buckets.Steps);
    }

    private static IReadOnlyList<DatasetDefinition> Understand(string toml, DatasetSettings settings) => KohyaDatasetConfig.Understand(KohyaDatasetFile.Parse(toml, "data.toml"), settings);

    private static void AssertRefused(string toml, DatasetSettings settings, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidSettingsException>(() => Understand(toml, settings)).Message, StringComparison.Ordinal);
}
