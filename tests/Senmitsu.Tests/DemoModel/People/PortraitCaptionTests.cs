using Senmitsu.DemoModel.People;
using Senmitsu.DemoModel.Pretraining;

namespace Senmitsu.Tests.DemoModel.People;

public sealed class PortraitCaptionTests
{
    private static readonly PortraitSource Portraits = new(7);

    [Fact]
    public void Write_NeverSaysWhatIsNotThere()
    {
        string[] hair = [.. Enum.GetValues<HairColor>().Select(PortraitCaption.Words)];
        string[] faces = [.. Enum.GetValues<Expression>().Select(PortraitCaption.Words)];
        for (var number = 0; number < 400; number++)
        {
            var (person, scene) = Portraits.Facts(number);
            var tags = Portraits.Caption(number, 3).Split(", ");
            Assert.DoesNotContain(tags, tag => tag.EndsWith(" hair", StringComparison.Ordinal) && hair.Any(color => tag.Contains(color, StringComparison.Ordinal) && color != PortraitCaption.Words(person.HairColor)));
            Assert.DoesNotContain(tags, tag => faces.Contains(tag) && tag != PortraitCaption.Words(scene.Expression));
            if (!person.HasGlasses) Assert.DoesNotContain(tags, tag => tag.Contains("glasses", StringComparison.Ordinal));
            if (person.Presentation == Presentation.Man) Assert.DoesNotContain(tags, tag => tag.Contains("woman", StringComparison.Ordinal));
        }
    }

    /// <summary>A word that always stands beside a picture, or always in one place, would not be learned as a word of its own.</summary>
    [Fact]
    public void Write_LeavesFactsOutAndChangesTheirOrder()
    {
        var captions = Enumerable.Range(0, 200).Select(variant => Portraits.Caption(11, variant).Split(", ")).ToList();
        var expression = PortraitCaption.Words(Portraits.Facts(11).Scene.Expression);
        Assert.InRange(captions.Count(tags => tags.Contains(expression)), 110, 185);
        Assert.True(captions.Select(tags => Array.IndexOf(tags, expression)).Distinct().Count() > 5);
    }

    [Fact]
    public void Facts_SameNumber_IsTheSamePortraitAndCaption()
    {
        Assert.Equal(Portraits.Facts(3), new PortraitSource(7).Facts(3));
        Assert.Equal(Portraits.Caption(3, 2), new PortraitSource(7).Caption(3, 2));
        Assert.NotEqual(Portraits.Facts(3), Portraits.Facts(4));
        Assert.NotEqual(Portraits.Facts(3), new PortraitSource(8).Facts(3));
    }
}
