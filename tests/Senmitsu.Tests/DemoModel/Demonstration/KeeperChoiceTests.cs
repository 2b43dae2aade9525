using Senmitsu.DemoModel.Demonstration;
using Senmitsu.DemoModel.People;
using Senmitsu.DemoModel.Truth;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Tests.DemoModel.Demonstration;

public sealed class KeeperChoiceTests
{
    private static readonly Person Somebody = Person.Draw(new Random(1)) with { EyeShape = EyeShape.Almond, EyeColor = EyeColor.DarkBrown };
    private static readonly Scene Asked = Scene.Draw(new Random(2)) with { Expression = Expression.Serious, Background = BackgroundKind.Studio };

    [Fact]
    public void Of_Candidates_PrefersWhatWasAskedForThenWhatIsClear()
    {
        var wrong = Candidate(1, Asked with { Expression = Expression.Sad }, 0.99);
        var blurred = Candidate(2, Asked, 0.5);
        var right = Candidate(3, Asked, 0.8);
        Assert.Same(right, KeeperChoice.Of([wrong, blurred, right]));
        Assert.False(wrong.Obeys(PortraitFact.Expression));
        Assert.True(wrong.Obeys(PortraitFact.Background));
        Assert.True(wrong.Obeys(PortraitFact.HairColor)); // nothing was said about it
        Assert.True(right.ObeysAll);
    }

    private static JudgedPicture Candidate(long seed, Scene scene, double clarity) =>
        new("", seed, new PixelImage(8, 8), DemoPrompts.Portrait, new PortraitReading([1], [.. PortraitFact.All.Select(fact => fact.Of(Somebody, scene))], clarity));
}
