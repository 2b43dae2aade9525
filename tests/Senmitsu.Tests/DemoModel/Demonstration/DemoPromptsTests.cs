using Senmitsu.DemoModel.Demonstration;
using Senmitsu.DemoModel.People;
using Senmitsu.DemoModel.Truth;

namespace Senmitsu.Tests.DemoModel.Demonstration;

public sealed class DemoPromptsTests
{
    [Fact]
    public void Elsewhere_EveryLine_NamesWhatIsChecked()
    {
        foreach (var wanted in DemoPrompts.Elsewhere(60, 7, DemoPrompts.WithLora("x")))
        {
            Assert.StartsWith("<lora:x:1.0>, ai_model_v1, portrait, japanese woman, young adult, ", wanted.Prompt, StringComparison.Ordinal);
            Assert.Contains(PortraitCaption.Words((Expression)wanted.Facts[PortraitFact.Expression]), wanted.Prompt, StringComparison.Ordinal);
            Assert.Contains(PortraitCaption.Words((BackgroundKind)wanted.Facts[PortraitFact.Background]), wanted.Prompt, StringComparison.Ordinal);
            Assert.Contains($"{PortraitCaption.Words((ClothesColor)wanted.Facts[PortraitFact.ClothesColor])} {PortraitCaption.Words((ClothesType)wanted.Facts[PortraitFact.Clothes])}", wanted.Prompt, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Elsewhere_WithAndWithoutLora_WishesAreTheSame()
    {
        var with = DemoPrompts.Elsewhere(20, 3, DemoPrompts.WithLora("x"));
        var without = DemoPrompts.Elsewhere(20, 3, DemoPrompts.WithoutLora);
        Assert.Equal(with.Select(wanted => string.Join(',', wanted.Facts.Values)), without.Select(wanted => string.Join(',', wanted.Facts.Values)));
        Assert.True(with.Select(wanted => wanted.Facts[PortraitFact.Background]).Distinct().Count() >= 5);
    }

    [Fact]
    public void Anybody_EveryLine_NamesHairMoodAndPlace()
    {
        foreach (var wanted in DemoPrompts.Anybody(60, 7))
        {
            Assert.Contains($"{PortraitCaption.Words((HairColor)wanted.Facts[PortraitFact.HairColor])} hair", wanted.Prompt, StringComparison.Ordinal);
            Assert.Equal(3, wanted.Facts.Count);
        }
    }
}
