using Senmitsu.Generation;
using Senmitsu.Generation.Inpainting;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Generation.Inpainting;

/// <summary>Whole img2img runs with masks through the tiny networks.</summary>
public sealed class InpaintingPipelineTests : IDisposable
{
    private static readonly ClipTokenizer Tokenizer = ClipTokenizer.FromFolder(Golden.Reference("clip-tokenizer"));

    private readonly TemporaryFolder _folder = new();
    private readonly StableDiffusionModel _ordinary = TinyModel.Load();

    private static GenerationSettings Settings { get; } = new() { Prompt = "a cat", Seed = 42, Steps = 4, Width = 64, Height = 64 };

    public static TheoryData<MaskedContent, bool, bool> Ways
    {
        get
        {
            var ways = new TheoryData<MaskedContent, bool, bool>();
            foreach (var content in Enum.GetValues<MaskedContent>())
            {
                ways.Add(content, false, false);
                ways.Add(content, true, false);
                ways.Add(content, false, true);
            }

            return ways;
        }
    }

    public void Dispose()
    {
        _ordinary.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Generate_WithAMask_KeepsThePictureOutsideAndLeaksNothing(MaskedContent content, bool onlyMasked, bool isSoft)
    {
        var inpaint = new InpaintSettings { Content = content, OnlyMasked = onlyMasked, Padding = 8, BlurX = 2, BlurY = 2, Soft = isSoft ? new SoftInpaintSettings { MaskInfluence = 1 } : null };
        var width = isSoft ? 160 : 64; // soft inpainting looks around for five latent pixels and blurs
        var settings = Settings with { Width = width, Inpaint = inpaint, CorrectsColors = onlyMasked };
        var source = new SourcePicture(Picture(width), Mask(width));
        var image = Assert.Single(Run(_ordinary, settings, source)).Image;
        TensorLeaks.AssertNone(() => Run(_ordinary, settings, source));
        int changed = 0, far = 0;
        for (var y = 0; y < 64; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var same = image.Row(y).Slice(x * 3, 3).SequenceEqual(source.Image.Row(y).Slice(x * 3, 3));
                var isFar = isSoft ? x >= 112 : x is < 18 or >= 46 || y is < 18 or >= 46; // 24…40 and the blur of 5 pixels
                if (isFar) far += same ? 0 : 1;
                else changed += same ? 0 : 1;
            }
        }

        Assert.Equal(0, far);
        Assert.True(changed > 150, $"{changed} pixels changed");
    }

    [Fact]
    public void Generate_OfABatch_EqualsTheSameSeedsAlone()
    {
        var settings = Settings with { Inpaint = new InpaintSettings { Content = MaskedContent.LatentNoise } };
        var source = new SourcePicture(Picture(), Mask());
        var batch = Run(_ordinary, settings with { BatchSize = 2, BatchCount = 2 }, source);
        for (var i = 0; i < 4; i++)
        {
            var single = Assert.Single(Run(_ordinary, settings with { Seed = 42 + i }, source)).Image.Pixels;
            Assert.All(single.Zip(batch[i].Image.Pixels), pair => Assert.InRange(pair.Second, pair.First - 2, pair.First + 2));
        }
    }

    [Fact]
    public void Generate_WithNineChannelsThatWeighNothing_EqualsTheOrdinaryModel()
    {
        using var model = Inpainting(_ => 0);
        Assert.True(model.Unet.Config.IsInpainting);
        foreach (var source in new[] { null, new SourcePicture(Picture()), new SourcePicture(Picture(), Mask()) })
        {
            var expected = Assert.Single(Run(_ordinary, Settings, source)).Image.Pixels;
            var actual = Assert.Single(Run(model, Settings, source)).Image.Pixels;
            Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - 2, pair.First + 2));
        }
    }

    [Fact]
    public void Generate_WithNineChannels_SeesTheMaskAndThePicture()
    {
        using var model = Inpainting(i => 0.3f * MathF.Sin(i));
        var masked = new SourcePicture(Picture(), Mask());
        var weights = new[] { 1.0, 0.5 }.Select(weight => Assert.Single(Run(model, Settings with { Inpaint = new InpaintSettings { ConditioningWeight = weight } }, masked))).ToList();
        Assert.NotEqual(weights[0].Image.Pixels, weights[1].Image.Pixels);
        Assert.Contains(weights[1].Infotext.Parameters, pair => pair is { Key: "Conditional mask weight", Value: "0.5" });
        TensorLeaks.AssertNone(() => Run(model, Settings, masked));
        var fromText = Settings with { Hires = new HiresSettings { Scale = 1.5, Steps = 2 }, Inpaint = new InpaintSettings { ConditioningWeight = 0.7 } };
        TensorLeaks.AssertNone(() => Assert.Equal(96, Assert.Single(Run(model, fromText, null)).Image.Width));
    }

    // The mask at the latent's corners, and the encoder's mean of the picture without its masked part.
    [Fact]
    public void Conditioning_HoldsMaskAndMaskedPicture()
    {
        using var model = Inpainting(_ => 0);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var source = new EncodedSource(model, new SourcePicture(Picture(), Mask()), Settings with { Inpaint = new InpaintSettings { BlurX = 0, BlurY = 0 } });
        var conditioning = source.Conditioning!;
        Assert.Equal([1, 5, 8, 8], conditioning.shape);
        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < 8; x++) Assert.Equal(x is 3 or 4 && y is 3 or 4 ? 1f : 0f, conditioning[0, 0, y, x].item<float>());
        }

        var pixels = TensorImages.ToPixels(Picture());
        pixels.narrow(2, 24, 16).narrow(3, 24, 16).zero_();
        TensorAssert.Close(model.EncodePixels(pixels, null), conditioning.narrow(1, 1, 4), 1e-5, "masked picture");
    }

    [Fact]
    public void Generate_WithEightChannels_SaysWhatIsKnown()
    {
        InpaintingModel.Write(_folder.File("pix2pix.safetensors"), 8, _ => 0);
        using var model = StableDiffusionLoader.Load(_folder.File("pix2pix.safetensors"), ScalarType.Float32, CPU);
        var error = Assert.Throws<NotSupportedException>(() => Run(model, Settings, null));
        Assert.Contains("8 channels", error.Message, StringComparison.Ordinal);
    }

    private StableDiffusionModel Inpainting(Func<int, float> added)
    {
        InpaintingModel.Write(_folder.File("inpainting.safetensors"), 9, added);
        return StableDiffusionLoader.Load(_folder.File("inpainting.safetensors"), ScalarType.Float32, CPU);
    }

    private static List<GeneratedImage> Run(StableDiffusionModel model, GenerationSettings settings, SourcePicture? source)
    {
        var images = new List<GeneratedImage>();
        new GenerationPipeline(model, Tokenizer, new ModelIdentity("tiny", null, null, "test")).Generate(settings, [], [], source, images.Add, new Progress<SamplingProgress>(), TestContext.Current.CancellationToken);
        return images;
    }

    private static PixelImage Picture(int width = 64)
    {
        var picture = new PixelImage(width, 64);
        for (var i = 0; i < picture.Pixels.Length; i++) picture.Pixels[i] = (byte)(30 + (i * 11 % 190));
        return picture;
    }

    private static PixelImage Mask(int width = 64)
    {
        var mask = new PixelImage(width, 64);
        for (var y = 24; y < 40; y++) mask.Row(y)[(24 * 3)..(40 * 3)].Fill(255);
        return mask;
    }
}
