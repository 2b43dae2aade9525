using System.Text.Json;
using Senmitsu.Diffusion.Samplers;
using Senmitsu.Formats.Infotext;
using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Generation;

public sealed class InpaintInfotextTests
{
    public static TheoryData<InpaintSettings> Settings =>
    [
        new InpaintSettings(),
        new InpaintSettings { BlurX = 0, BlurY = 0, ConditioningWeight = 0.5 },
        new InpaintSettings { BlurX = 3, BlurY = 9, IsInverted = true, RoundsMask = false, Content = MaskedContent.Fill },
        new InpaintSettings { OnlyMasked = true, Padding = 0, Content = MaskedContent.LatentNoise },
        new InpaintSettings
        {
            Content = MaskedContent.LatentNothing,
            Soft = new SoftInpaintSettings { ScheduleBias = 1.5, PreservationStrength = 0.25, ContrastBoost = 8, MaskInfluence = 0.05, DifferenceThreshold = 1, DifferenceContrast = 3.25 },
        },
    ];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Read_OfWhatWasWritten_GivesTheSettingsBack(InpaintSettings inpaint)
    {
        var settings = new GenerationSettings { Prompt = "a cat", Inpaint = inpaint, CorrectsColors = true, ResizeMode = ResizeMode.ResizeAndFill };
        var read = InpaintInfotext.Read(Written(settings, isMasked: true), new GenerationSettings());
        Assert.Equal((inpaint, true, ResizeMode.ResizeAndFill), (read.Inpaint, read.CorrectsColors, read.ResizeMode));
        Assert.True(InpaintInfotext.TellsOfMask(Written(settings, isMasked: true)));
    }

    [Fact]
    public void Write_OfDefaultsWithoutMask_SaysNothing()
    {
        var infotext = Written(new GenerationSettings(), isMasked: false, isInpaintingModel: false);
        Assert.False(InpaintInfotext.TellsOfMask(infotext));
        Assert.DoesNotContain(infotext.Parameters, pair => pair.Key.Contains("ask", StringComparison.Ordinal) || pair.Key.Contains("Soft", StringComparison.Ordinal));
    }

    // A1111's own text of a picture from its page, soft inpainting on.
    [Fact]
    public void Write_HasTheWordsOfTheWebUi()
    {
        var settings = new GenerationSettings { Inpaint = new InpaintSettings { OnlyMasked = true, Content = MaskedContent.Fill, Soft = new SoftInpaintSettings() } };
        var text = InfotextWriter.Write(Written(settings, isMasked: true));
        Assert.Contains(
            "Denoising strength: 0.75, Conditional mask weight: 1.0, RNG: NV, Mask blur: 4, Inpaint area: Only masked, Masked area padding: 32, Masked content: fill, "
            + "Soft inpainting enabled: True, Soft inpainting schedule bias: 1, Soft inpainting preservation strength: 0.5, Soft inpainting transition contrast boost: 4, "
            + "Soft inpainting mask influence: 0, Soft inpainting difference threshold: 0.5, Soft inpainting difference contrast: 2, Version: test",
            text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mask blur: soft")]
    [InlineData("Masked content: glue")]
    public void Read_OfWhatCannotBeUsed_Throws(string pair)
    {
        var infotext = InfotextParser.Parse($"x\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 1, {pair}");
        Assert.Throws<InvalidSettingsException>(() => InpaintInfotext.Read(infotext, new GenerationSettings()));
    }

    [Fact]
    [Trait("Category", Golden.Trait)]
    public void Read_OfTheReferenceTexts_AgreesWithTheWebUi()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Golden.File("infotexts.json")));
        var checks = 0;
        foreach (var entry in file.RootElement.EnumerateArray())
        {
            var fields = entry.GetProperty("fields");
            if (!fields.TryGetProperty("Mask mode", out var mode)) continue;
            var inpaint = InpaintInfotext.Read(InfotextParser.Parse(entry.GetProperty("text").GetString()!), new GenerationSettings()).Inpaint;
            Assert.Equal(mode.GetString(), inpaint.IsInverted ? "Inpaint not masked" : "Inpaint masked");
            Assert.Equal(fields.GetProperty("Masked content").GetString(), MaskedContentNames.NameOf(inpaint.Content));
            Assert.Equal(fields.GetProperty("Inpaint area").GetString(), inpaint.OnlyMasked ? "Only masked" : "Whole picture");
            Assert.Equal(fields.GetProperty("Masked area padding").ToString(), inpaint.Padding.ToString(System.Globalization.CultureInfo.InvariantCulture));
            checks++;
        }

        Assert.True(checks > 50, $"{checks} texts were compared");
    }

    private static Infotext Written(GenerationSettings settings, bool isMasked, bool isInpaintingModel = true)
    {
        var identity = new ModelIdentity("tiny", "0123456789", null, "test");
        var choice = SamplerCatalog.Resolve(settings.Sampler, settings.ScheduleType);
        return InfotextParser.Parse(InfotextWriter.Write(GenerationInfotext.Create(settings, choice, identity, [], [], [], 42, isImageToImage: true, isMasked, isInpaintingModel)));
    }
}
