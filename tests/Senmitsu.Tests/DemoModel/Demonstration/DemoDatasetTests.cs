using Senmitsu.DemoModel.Demonstration;
using Senmitsu.DemoModel.People;
using Senmitsu.DemoModel.Truth;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.DemoModel.Truth;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.DemoModel.Demonstration;

public sealed class DemoDatasetTests
{
    private static readonly Person Somebody = Person.Draw(new Random(1));

    [Fact]
    public void Write_Pictures_MakesAFolderThatKohyaReads()
    {
        using var folder = new TemporaryFolder();
        var picture = Path.Combine(folder.Path, "a.png");
        File.WriteAllBytes(picture, ImageFile.EncodePng(PaintedPeople.Of(1)));
        var judged = new JudgedPicture(picture, 1, PaintedPeople.Of(1), DemoPrompts.Portrait, Reading(Scene.Draw(new Random(2))));
        DemoDataset.Write(Path.Combine(folder.Path, "img"), 3, [judged, judged]);

        var inner = Path.Combine(folder.Path, "img", "3_ai_model_v1");
        Assert.Equal(["ai_model-1.png", "ai_model-1.txt", "ai_model-2.png", "ai_model-2.txt"], Directory.GetFiles(inner).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(picture), File.ReadAllBytes(Path.Combine(inner, "ai_model-2.png")));
    }

    [Fact]
    public void Caption_OfAReading_NamesAllThatIsNotThePerson()
    {
        var scene = Scene.Draw(new Random(2)) with { Expression = Expression.Sad, Clothes = ClothesType.TShirt, ClothesColor = ClothesColor.Red, Background = BackgroundKind.Beach };
        Assert.Equal("ai_model_v1, portrait, japanese woman, young adult, sad, red t-shirt, outdoors, beach background", DemoDataset.Caption(Reading(scene)));
    }

    private static PortraitReading Reading(Scene scene) => new([1], [.. PortraitFact.All.Select(fact => fact.Of(Somebody, scene))], 1);
}
