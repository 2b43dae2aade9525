using Senmitsu.DemoModel.People;
using Senmitsu.DemoModel.Truth;

namespace Senmitsu.Tests.DemoModel.Truth;

public sealed class LookalikeTests
{
    [Fact]
    public void Of_AnyPerson_SharesWhatWordsNameAndHasAnotherFace()
    {
        var random = new Random(4);
        for (var i = 0; i < 50; i++)
        {
            var person = Person.Draw(random);
            var other = Lookalike.Of(person, random);
            Assert.Equal((person.Presentation, person.HairColor, person.HairCut, person.Fringe, person.EyeColor, person.HasGlasses), (other.Presentation, other.HairColor, other.HairCut, other.Fringe, other.EyeColor, other.HasGlasses));
            Assert.NotEqual(person.FaceWidth, other.FaceWidth);
            Assert.NotEqual(person.Skin, other.Skin);
        }
    }
}
