namespace Senmitsu.DemoModel.People;

/// <summary>What makes a painted person that person: nothing here changes between two pictures of them.</summary>
/// <remarks>Widths and lengths are shares of an average face, 1 = average, unless said otherwise.</remarks>
public sealed record Person
{
    /// <summary>Woman or man.</summary>
    public required Presentation Presentation { get; init; }

    /// <summary>Tone of the skin, 0 light to 1 dark.</summary>
    public required float Skin { get; init; }

    /// <summary>Width of the face, 0.88 to 1.12.</summary>
    public required float FaceWidth { get; init; }

    /// <summary>Length of the face, 0.93 to 1.07.</summary>
    public required float FaceLength { get; init; }

    /// <summary>Width of the jaw as a share of the face, 0.55 to 0.92.</summary>
    public required float Jaw { get; init; }

    /// <summary>Outline of the eyes.</summary>
    public required EyeShape EyeShape { get; init; }

    /// <summary>Size of the eyes, 0.85 to 1.2.</summary>
    public required float EyeSize { get; init; }

    /// <summary>Distance of the eyes, 0.88 to 1.14.</summary>
    public required float EyeSpacing { get; init; }

    /// <summary>Colour of the iris.</summary>
    public required EyeColor EyeColor { get; init; }

    /// <summary>Thickness of the brows, 0.7 to 1.6.</summary>
    public required float Brows { get; init; }

    /// <summary>Width of the nose, 0.75 to 1.35.</summary>
    public required float NoseWidth { get; init; }

    /// <summary>Length of the nose, 0.85 to 1.15.</summary>
    public required float NoseLength { get; init; }

    /// <summary>Width of the mouth, 0.85 to 1.2.</summary>
    public required float MouthWidth { get; init; }

    /// <summary>Fullness of the lips, 0.7 to 1.4.</summary>
    public required float Lips { get; init; }

    /// <summary>Colour of the hair.</summary>
    public required HairColor HairColor { get; init; }

    /// <summary>Cut of the hair.</summary>
    public required HairCut HairCut { get; init; }

    /// <summary>What covers the forehead.</summary>
    public required Fringe Fringe { get; init; }

    /// <summary>Whether there are freckles.</summary>
    public bool HasFreckles { get; init; }

    /// <summary>Where a mole is, −1 under the left eye, 1 beside the mouth at the right; 0 is none.</summary>
    public int Mole { get; init; }

    /// <summary>Whether glasses are worn.</summary>
    public bool HasGlasses { get; init; }

    /// <summary>Whether earrings are worn.</summary>
    public bool HasEarrings { get; init; }

    /// <summary>Draws a person at random.</summary>
    /// <param name="random">Source of chance.</param>
    public static Person Draw(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var woman = random.NextDouble() < 0.6;
        return new Person
        {
            Presentation = woman ? Presentation.Woman : Presentation.Man,
            Skin = random.NextSingle(),
            FaceWidth = random.Between(0.88f, 1.12f),
            FaceLength = random.Between(0.93f, 1.07f),
            Jaw = woman ? random.Between(0.55f, 0.78f) : random.Between(0.7f, 0.92f),
            EyeShape = random.OneOf<EyeShape>(),
            EyeSize = random.Between(0.85f, 1.2f),
            EyeSpacing = random.Between(0.88f, 1.14f),
            EyeColor = random.OneOf<EyeColor>(),
            Brows = woman ? random.Between(0.7f, 1.2f) : random.Between(1.0f, 1.6f),
            NoseWidth = random.Between(0.75f, 1.35f),
            NoseLength = random.Between(0.85f, 1.15f),
            MouthWidth = random.Between(0.85f, 1.2f),
            Lips = woman ? random.Between(0.9f, 1.4f) : random.Between(0.7f, 1.1f),
            HairColor = random.OneOf<HairColor>(),
            HairCut = woman ? random.OneOf<HairCut>() : random.NextDouble() < 0.7 ? HairCut.Short : HairCut.Curly,
            Fringe = random.OneOf<Fringe>(),
            HasFreckles = random.NextDouble() < 0.15,
            Mole = random.NextDouble() < 0.25 ? (random.NextDouble() < 0.5 ? -1 : 1) : 0,
            HasGlasses = random.NextDouble() < 0.25,
            HasEarrings = woman && random.NextDouble() < 0.3,
        };
    }
}
