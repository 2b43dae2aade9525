using Senmitsu.DemoModel.People;

namespace Senmitsu.DemoModel.Truth;

/// <summary>One thing that can be said of a portrait, with a closed list of answers.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Count">Number of answers.</param>
/// <param name="Of">The right answer for a painted portrait, 0 to <paramref name="Count"/> − 1.</param>
public sealed record PortraitFact(string Name, int Count, Func<Person, Scene, int> Of)
{
    /// <summary>Colour of the hair; the answers are <see cref="People.HairColor"/>.</summary>
    public static PortraitFact HairColor { get; } = Kind("hair color", (person, _) => person.HairColor);

    /// <summary>What is behind; the answers are <see cref="BackgroundKind"/>.</summary>
    public static PortraitFact Background { get; } = Kind("background", (_, scene) => scene.Background);

    /// <summary>What the face says; the answers are <see cref="People.Expression"/>.</summary>
    public static PortraitFact Expression { get; } = Kind("expression", (_, scene) => scene.Expression);

    /// <summary>What is worn; the answers are <see cref="ClothesType"/>.</summary>
    public static PortraitFact Clothes { get; } = Kind("clothes", (_, scene) => scene.Clothes);

    /// <summary>Its colour; the answers are <see cref="People.ClothesColor"/>.</summary>
    public static PortraitFact ClothesColor { get; } = Kind("clothes color", (_, scene) => scene.ClothesColor);

    /// <summary>Colour of the eyes; the answers are <see cref="People.EyeColor"/>.</summary>
    public static PortraitFact EyeColor { get; } = Kind("eye color", (person, _) => person.EyeColor);

    /// <summary>Shape of the eyes; the answers are <see cref="People.EyeShape"/>.</summary>
    public static PortraitFact EyeShape { get; } = Kind("eye shape", (person, _) => person.EyeShape);

    /// <summary>Everything the probe answers, in the order of its outputs.</summary>
    public static IReadOnlyList<PortraitFact> All { get; } =
    [
        HairColor, Background, Expression, Clothes, ClothesColor,
        Kind("head turn", (_, scene) => scene.Turn),
        Kind("light", (_, scene) => scene.Light),
        Kind("presentation", (person, _) => person.Presentation),
        Kind("hair cut", (person, _) => person.HairCut),
        Kind("fringe", (person, _) => person.Fringe),
        EyeColor,
        EyeShape,
        new("glasses", 2, (person, _) => person.HasGlasses ? 1 : 0),
        new("freckles", 2, (person, _) => person.HasFreckles ? 1 : 0),
        new("earrings", 2, (person, _) => person.HasEarrings ? 1 : 0),
        new("mole", 3, (person, _) => person.Mole + 1),
    ];

    private static PortraitFact Kind<T>(string name, Func<Person, Scene, T> of) where T : struct, Enum =>
        new(name, Enum.GetValues<T>().Length, (person, scene) => Convert.ToInt32(of(person, scene), System.Globalization.CultureInfo.InvariantCulture));
}
