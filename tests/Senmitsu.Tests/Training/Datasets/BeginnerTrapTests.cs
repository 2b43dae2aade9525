using Senmitsu.Formats.Kohya;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.Testing;
using Senmitsu.Training;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Tests.Training.Datasets;

/// <summary>Where sd-scripts goes on silently, ends as if all were well, or stops without a word: what is said instead. Traps of folders and files stand in <see cref="ImageFolderTests"/>.</summary>
public sealed class BeginnerTrapTests : IDisposable
{
    private static readonly byte[] Png = ImageFile.EncodePng(new PixelImage(80, 64));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CaptionWithSeveralLines_SaysThatOneIsUsed()
    {
        Picture("1_cat", "a.png");
        File.WriteAllText(_folder.File("1_cat", "a.txt"), "a cat\nsitting\n");
        var message = Single(DatasetProblemKind.CaptionLines);
        Assert.Contains("a.txt: the caption has 2 lines and only the first is used: 'a cat'", message, StringComparison.Ordinal);
        Assert.Contains("enable_wildcard", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ByteOrderMark_IsNoPartOfTheTriggerWord()
    {
        Picture("1_cat", "a.png");
        File.WriteAllBytes(_folder.File("1_cat", "a.txt"), [0xEF, 0xBB, 0xBF, .. "ohwx cat"u8]);
        Assert.Equal("ohwx cat", Assert.Single(Read().Images).Caption);
    }

    [Fact]
    public void EmptyCaptionFile_IsNamedAndTheFolderStandsIn()
    {
        Picture("1_cat", "a.png");
        File.WriteAllBytes(_folder.File("1_cat", "a.txt"), []);
        Assert.Contains("the caption file is empty; the folder's name is used", Single(DatasetProblemKind.EmptyCaption), StringComparison.Ordinal);
        Assert.Equal("cat", Assert.Single(Read().Images).Caption);
    }

    [Fact]
    public void MixedCaseEnding_IsAPictureToo()
    {
        File.WriteAllBytes(_folder.File("1_cat", "a.PnG"), Png);
        Assert.Single(Read().Images);
    }

    [Fact]
    public void GifAndTiff_AreNamed()
    {
        Picture("1_cat", "a.png");
        Picture("1_cat", "b.gif");
        Picture("1_cat", "c.TIFF");
        Assert.Contains("b.gif, c.TIFF left out, because only PNG, JPEG, WebP and BMP are used", Single(DatasetProblemKind.UnsupportedPictures), StringComparison.Ordinal);
    }

    [Fact]
    public void PicturesOfOneName_AreNamed()
    {
        Picture("1_cat", "a.png");
        Picture("1_cat", "a.jpg");
        Assert.Equal($"{_folder.File("1_cat")}: a.jpg, a.png share one caption file; rename one of them", Single(DatasetProblemKind.SharedCaption));
    }

    [Fact]
    public void FoldersThatAreNotUsed_AreNamedBesideThoseThatAre()
    {
        Picture("1_cat", "a.png");
        Picture("dogs", "a.png");
        Picture("0_birds", "a.png");
        Assert.Contains("has 1 picture but no number in front of its name, so it is not used; rename it to", Single(DatasetProblemKind.NoRepeatsPrefix), StringComparison.Ordinal);
        Assert.Contains("asks for no repeats, so its 1 picture would never be used", Single(DatasetProblemKind.RepeatsBelowOne), StringComparison.Ordinal);
    }

    [Fact]
    public void PicturesInFoldersWithinAFolder_AreNamedHoweverDeep()
    {
        Picture("1_cat", "a.png");
        Picture("1_cat", "more", "still more", "b.png");
        Assert.Equal($"{_folder.File("1_cat", "more", "still more")} has 1 picture below 1_cat, where none are used; move them to {_folder.File("1_cat")}", Single(DatasetProblemKind.PicturesTooDeep));
    }

    [Fact]
    public void TransparentPicture_IsNamedUnlessItsMaskIsUsed()
    {
        File.WriteAllBytes(_folder.File("1_cat", "ghost.png"), PngWithAlpha.Encode(64, 64, (x, _) => (byte)x));
        Assert.Contains("ghost.png with transparent parts, where a hidden colour is trained; fill the background, or train with alpha_mask", Single(DatasetProblemKind.TransparentPictures), StringComparison.Ordinal);
        Assert.DoesNotContain(Read(new() { Folder = _folder.File("1_cat"), AlphaMask = true }).Problems, problem => problem.Kind == DatasetProblemKind.TransparentPictures);
    }

    [Fact]
    public void SeparatorThatNothingTakesOut_IsNamed()
    {
        Picture("1_cat", "a.png");
        File.WriteAllText(_folder.File("1_cat", "a.txt"), "ohwx ||| cat, sitting");
        var subset = new SubsetDefinition { Folder = _folder.File("1_cat"), CaptionExtension = ".txt", Captions = new() { KeepTokensSeparator = "|||" } };
        var message = Assert.Single(Read(subset).Problems, problem => problem.Kind == DatasetProblemKind.KeptSeparator).Message;
        Assert.Contains("keep_tokens_separator '|||' stays in the captions of a.png and is trained, because nothing moves or drops tags; add shuffle_caption, or take it out of the captions", message, StringComparison.Ordinal);
        Assert.DoesNotContain(Read(subset with { Captions = subset.Captions with { ShuffleCaption = true } }).Problems, problem => problem.Kind == DatasetProblemKind.KeptSeparator);
    }

    [Fact]
    public void NetworkMultiplierOfADataSet_IsSaidToDoNothing()
    {
        Picture("1_cat", "a.png");
        File.WriteAllText(_folder.File("datasets.toml"), $"[[datasets]]\nresolution = 64\nnetwork_multiplier = 0.5\n[[datasets.subsets]]\nimage_dir = '{_folder.File("1_cat")}'\n");
        var images = Assert.Single(DatasetSource.Read(new DatasetSettings { DatasetConfig = _folder.File("datasets.toml") }, TestContext.Current.CancellationToken)).Images;
        Assert.Contains("network_multiplier = 0.5 of its data set has no effect", Assert.Single(images.Problems, problem => problem.Kind == DatasetProblemKind.MultiplierUnused).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 2, "max_train_steps = 0: Epoch = 3 makes 6 steps here, and kohya_ss would train 5, because it does not count batches by bucket; give --max_train_steps 5 for as many")]
    [InlineData(0, 1, null)]
    [InlineData(7, 2, null)]
    public void StepsThatTheGuiWouldComputeOtherwise_AreNamed(int steps, int batch, string? note)
    {
        foreach (var name in new[] { "a.png", "b.png", "c.png" }) Picture("1_cat", name);
        var config = new KohyaConfig();
        (config.Values["max_train_steps"], config.Values["epoch"], config.Values["train_batch_size"]) = (KohyaValue.Of((long)steps), KohyaValue.Of(3L), KohyaValue.Of((long)batch));
        (config.Values["train_data_dir"], config.Values["max_resolution"]) = (KohyaValue.Of(_folder.Path), KohyaValue.Of("64,64"));
        var settings = KohyaFiles.Understand(config, []).Settings;
        var plan = TrainingPlan.Create(settings, DatasetSource.Read(settings.Dataset, TestContext.Current.CancellationToken), 0);
        Assert.Equal(note, plan.LengthProblem?.Message);
        Assert.Equal(note is not null, plan.Problems.Any(problem => problem.Kind == DatasetProblemKind.GuiSteps));
    }

    [Fact]
    public void EpochsBesideAFileOfDataSets_AreNamed()
    {
        Picture("1_cat", "a.png");
        File.WriteAllText(_folder.File("datasets.toml"), $"[[datasets]]\nresolution = 64\n[[datasets.subsets]]\nimage_dir = '{_folder.File("1_cat")}'\n");
        var config = new KohyaConfig();
        (config.Values["max_train_steps"], config.Values["epoch"], config.Values["dataset_config"]) = (KohyaValue.Of(0L), KohyaValue.Of(3L), KohyaValue.Of(_folder.File("datasets.toml")));
        var settings = KohyaFiles.Understand(config, []).Settings;
        Assert.Equal("max_train_steps = 0: Epoch = 3 makes 3 steps here, and kohya_ss would train 1600, because it computes nothing beside dataset_config, and that is sd-scripts' default; give --max_train_steps 1600 for as many", TrainingPlan.Create(settings, DatasetSource.Read(settings.Dataset, TestContext.Current.CancellationToken), 0).LengthProblem?.Message);
    }

    [Fact]
    public void SameFolderTwice_IsNamed()
    {
        Picture("1_cat", "a.png");
        var subset = new SubsetDefinition { Folder = _folder.File("1_cat"), CaptionExtension = ".txt" };
        var images = DatasetReader.Read(new DatasetDefinition { Subsets = [subset, subset with { Repeats = 9 }] }, isStrict: false, TestContext.Current.CancellationToken);
        Assert.Equal(1, images.ImagesPerEpoch);
        Assert.Contains("is named twice in one data set; only its first settings count", Assert.Single(images.Problems, problem => problem.Kind == DatasetProblemKind.FolderTwice).Message, StringComparison.Ordinal);
        Assert.Contains("neither .txt file nor class_tokens for a.png, so the caption is empty", Assert.Single(images.Problems, problem => problem.Kind == DatasetProblemKind.NoClassTokens).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TinyPictureWithoutEnlarging_IsNamed()
    {
        Picture("1_cat", "a.png");
        File.WriteAllBytes(_folder.File("1_cat", "tiny.png"), ImageFile.EncodePng(new PixelImage(40, 300)));
        var error = Assert.Throws<DatasetException>(() => Plan(new() { Resolution = new(64, 64), EnableBucket = true, MinBucketReso = 64, BucketNoUpscale = true }));
        Assert.Contains("tiny.png is 40x300; without enlarging, the shorter side must keep 64 pixels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ManyBuckets_BatchesAreCountedAsTheyAre()
    {
        Picture("3_cat", "a.png");
        File.WriteAllBytes(_folder.File("3_cat", "b.png"), ImageFile.EncodePng(new PixelImage(64, 128)));
        var plan = Plan(new() { Resolution = new(128, 128), EnableBucket = true, MinBucketReso = 64, BatchSize = 2 });
        Assert.Equal(4, plan.UpdatesPerEpoch); // 3 and 3 pictures: two batches each; a plain division would say 3
    }

    [Theory]
    [InlineData("--resolution 1536 --enable_bucket", "max_bucket_reso = 1024: must not be below the longer side of the resolution 1536x1536; raise it")]
    [InlineData("--resolution 128 --enable_bucket", "min_bucket_reso = 256: must not exceed the shorter side of the resolution 128x128; lower it")]
    [InlineData("--resolution 512 --enable_bucket --bucket_reso_steps 1", "bucket_reso_steps = 1: must be a multiple of 8, the step of the VAE; use 64")]
    [InlineData("--resolution 512 --cache_latents --color_aug", "color_aug = true: when caching latents, either color_aug or random_crop cannot be used: the colours of a cached latent are fixed; turn cache_latents off, or color_aug")]
    [InlineData("--resolution 512 --cache_latents_to_disk --random_crop", "random_crop = true: when caching latents, either color_aug or random_crop cannot be used: the cut of a cached latent is fixed; turn cache_latents off, or random_crop")]
    [InlineData("--resolution 512 --masked_loss --conditioning_data_dir m --random_crop", "random_crop = true: cannot be used with masks of conditioning_data_dir; turn random_crop off, or use alpha_mask")]
    [InlineData("--resolution 512 --conditioning_data_dir m", "conditioning_data_dir = m: needs masked_loss; add --masked_loss, or leave the folder out")]
    [InlineData("--resolution 512 --face_crop_aug_range 4,2", "face_crop_aug_range = 4,2: must be two positive numbers in order; use 2.0,4.0")]
    [InlineData("--resolution 512 --clip_skip 20", "clip_skip = 20: must lie between 1 and 12; leave it out, or use 2 for anime models")]
    [InlineData("--resolution 512 --prior_loss_weight -1", "prior_loss_weight = -1: must be at least 0; use 1")]
    public void SettingsThatCannotBe_SayWhy(string words, string expected) => Assert.Equal(expected, Assert.Single(Parse(words).Problems).ToString());

    [Theory]
    [InlineData("--cache_info", "cache_info has no effect here")]
    [InlineData("--clip_skip 0", "clip_skip = 0 counts as not given")]
    [InlineData("--cache_latents_to_disk", "cache_latents_to_disk is enabled, so cache_latents is also enabled")]
    [InlineData("--enable_bucket --bucket_no_upscale", "min_bucket_reso and max_bucket_reso are ignored, because bucket_no_upscale is set")]
    [InlineData("--face_crop_aug_range 2,4 --enable_bucket", "face_crop_aug_range has no effect with enable_bucket or cache_latents")]
    [InlineData("--dataset_config d.toml", "train_data_dir is ignored, because dataset_config is given")]
    public void SettingsWithSurprises_AreNoted(string words, string expected)
    {
        var import = Parse("--resolution 512 " + words);
        Assert.Empty(import.Problems);
        Assert.Equal([expected], import.Notes);
    }

    [Fact]
    public void PriorLossWeightOfZero_IsZero() => Assert.Equal(0, Parse("--resolution 512 --prior_loss_weight 0").Settings.Dataset.PriorLossWeight);

    private static KohyaImport Parse(string words) => KohyaMapping.ParseCommandLine(
        ["--pretrained_model_name_or_path", "m.safetensors", "--train_data_dir", "d", "--output_dir", "o", "--learning_rate", "1e-4", .. words.Split(' ')], _ => new Dictionary<string, object?>());

    private TrainingImageSet Read() => ImageFolder.Scan(_folder.Path, ".txt");

    private static TrainingImageSet Read(SubsetDefinition subset) => DatasetReader.Read(new DatasetDefinition { Subsets = [subset] }, isStrict: false);

    private string Single(DatasetProblemKind kind) => Assert.Single(Read().Problems, problem => problem.Kind == kind).Message;

    private TrainingPlan Plan(DatasetSettings settings)
    {
        settings = settings with { TrainDataDir = _folder.Path, CaptionExtension = ".txt" };
        return TrainingPlan.Create(new TrainingSettings { Dataset = settings, Output = new() { OutputName = "x" } }, DatasetSource.Read(settings), 1);
    }

    private void Picture(params string[] parts) => File.WriteAllBytes(_folder.File(parts), Png);
}
