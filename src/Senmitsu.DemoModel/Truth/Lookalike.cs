using Senmitsu.DemoModel.People;

namespace Senmitsu.DemoModel.Truth;

/// <summary>Another person whom the same words describe: hair, eyes' colour and what is worn in the face agree, the face itself does not.</summary>
internal static class Lookalike
{
    /// <summary>Draws one.</summary>
    /// <param name="person">Whom it resembles.</param>
    /// <param name="random">Source of chance.</param>
    public static Person Of(Person person, Random random)
    {
        var other = Person.Draw(random);
        while (other.Presentation != person.Presentation) other = Person.Draw(random);
        return other with { HairColor = person.HairColor, HairCut = person.HairCut, Fringe = person.Fringe, EyeColor = person.EyeColor, HasGlasses = person.HasGlasses };
    }
}
