using Senmitsu.DemoModel.Painting;
using Senmitsu.DemoModel.People;

namespace Senmitsu.Tests.DemoModel.Painting;

public sealed class PortraitPainterTests
{
    private static readonly Person Someone = Person.Draw(new Random(5));
    private static readonly Scene Somewhere = Scene.Draw(new Random(6)) with { Turn = HeadTurn.Front, Expression = Expression.Serious };

    [Fact]
    public void Paint_SamePersonAndScene_GivesTheSamePixels() =>
        Assert.Equal(PortraitPainter.Paint(Someone, Somewhere).Pixels, PortraitPainter.Paint(Someone, Somewhere).Pixels);

    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(512)]
    public void Paint_AnySize_FillsThePicture(int side)
    {
        var image = PortraitPainter.Paint(Someone, Somewhere, side);
        Assert.Equal((side, side), (image.Width, image.Height));
        Assert.True(image.Pixels.Distinct().Count() > 60);
    }

    /// <summary>What a word changes must be visible, or no model could learn the word.</summary>
    [Fact]
    public void Paint_EachFactOfPersonAndScene_ChangesThePicture()
    {
        List<(string Fact, Person Person, Scene Scene)> changed =
        [
            .. Others(Someone.HairColor).Select(value => ($"hair {value}", Someone with { HairColor = value }, Somewhere)),
            .. Others(Someone.HairCut).Select(value => ($"cut {value}", Someone with { HairCut = value }, Somewhere)),
            .. Others(Someone.Fringe).Select(value => ($"fringe {value}", Someone with { Fringe = value }, Somewhere)),
            .. Others(Someone.EyeColor).Select(value => ($"eyes {value}", Someone with { EyeColor = value }, Somewhere)),
            .. Others(Someone.EyeShape).Select(value => ($"eye shape {value}", Someone with { EyeShape = value }, Somewhere)),
            .. Others(Somewhere.Expression).Select(value => ($"expression {value}", Someone, Somewhere with { Expression = value })),
            .. Others(Somewhere.Turn).Select(value => ($"turn {value}", Someone, Somewhere with { Turn = value })),
            .. Others(Somewhere.Clothes).Select(value => ($"clothes {value}", Someone, Somewhere with { Clothes = value })),
            .. Others(Somewhere.ClothesColor).Select(value => ($"colour {value}", Someone, Somewhere with { ClothesColor = value })),
            .. Others(Somewhere.Background).Select(value => ($"background {value}", Someone, Somewhere with { Background = value })),
            .. Others(Somewhere.Light).Select(value => ($"light {value}", Someone, Somewhere with { Light = value })),
            ("glasses", Someone with { HasGlasses = !Someone.HasGlasses }, Somewhere),
            ("freckles", Someone with { HasFreckles = !Someone.HasFreckles }, Somewhere),
            ("earrings", Someone with { HasEarrings = !Someone.HasEarrings }, Somewhere),
            ("mole", Someone with { Mole = Someone.Mole == 1 ? -1 : 1 }, Somewhere),
            ("gaze", Someone, Somewhere with { Gaze = Somewhere.Gaze < 0 ? 1 : -1 }),
        ];
        var pixels = PortraitPainter.Paint(Someone, Somewhere).Pixels;
        Assert.All(changed, change => Assert.True(Different(pixels, PortraitPainter.Paint(change.Person, change.Scene).Pixels) > 20, change.Fact));
    }

    /// <summary>Pixels of which a colour differs by more than 12 of 255.</summary>
    private static int Different(byte[] first, byte[] second) =>
        Enumerable.Range(0, first.Length / 3).Count(pixel => Enumerable.Range(pixel * 3, 3).Any(i => Math.Abs(first[i] - second[i]) > 12));

    private static IEnumerable<T> Others<T>(T value) where T : struct, Enum => Enum.GetValues<T>().Where(other => !other.Equals(value));
}
