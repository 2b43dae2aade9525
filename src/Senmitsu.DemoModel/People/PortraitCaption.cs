namespace Senmitsu.DemoModel.People;

/// <summary>Person and scene → a caption in the words of prompts, in changing order, never saying everything.</summary>
public static class PortraitCaption
{
    private const double NamedShare = 0.75, NamedMinorShare = 0.45, NamedSceneShare = 0.9;

    /// <summary>Writes a caption.</summary>
    /// <param name="person">Who is shown.</param>
    /// <param name="scene">How they are shown.</param>
    /// <param name="random">Which facts are named, in which words and order.</param>
    public static string Write(Person person, Scene scene, Random random)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(random);
        List<string> facts = [];
        void Say(double share, params string[] words)
        {
            if (random.NextDouble() < share) facts.Add(random.Pick(words));
        }

        var hair = Words(person.HairColor);
        var cut = Words(person.HairCut);
        if (random.NextDouble() < 0.3) Say(NamedShare, $"{cut} {hair} hair");
        else
        {
            Say(NamedShare, $"{hair} hair");
            Say(NamedShare, cut == "bun" ? "hair in a bun" : cut == "ponytail" ? "ponytail" : cut == "bob" ? "bob cut" : $"{cut} hair");
        }

        Say(NamedMinorShare, person.Fringe switch { Fringe.Straight => "straight bangs", Fringe.Swept => "swept bangs", _ => "forehead" });
        Say(NamedMinorShare, $"{Words(person.EyeColor)} eyes");
        Say(NamedMinorShare, person.EyeShape switch { EyeShape.Almond => "almond-shaped eyes", EyeShape.Round => "round eyes", _ => "narrow eyes" });
        Say(NamedMinorShare, person.Skin < 0.34f ? "fair skin" : person.Skin < 0.67f ? "tan skin" : "dark skin");
        if (person.HasGlasses) Say(NamedShare, "glasses", "wearing glasses");
        if (person.HasFreckles) Say(NamedShare, "freckles");
        if (person.HasEarrings) Say(NamedShare, "earrings");
        if (person.Mole != 0) Say(NamedShare, "mole");
        Say(NamedSceneShare, Words(scene.Expression));
        Say(NamedMinorShare, scene.Turn switch { HeadTurn.Left => "facing left", HeadTurn.Right => "facing right", _ => Math.Abs(scene.Gaze) < 0.2f ? "looking at viewer" : "looking away" });
        if (random.NextDouble() < 0.8) Say(NamedSceneShare, $"{Words(scene.ClothesColor)} {Words(scene.Clothes)}", $"wearing a {Words(scene.ClothesColor)} {Words(scene.Clothes)}");
        else Say(NamedSceneShare, Words(scene.Clothes), $"{Words(scene.ClothesColor)} clothes");
        Say(NamedShare, Words(scene.Background));
        Say(NamedMinorShare, scene.Light switch { LightKind.Warm => "warm light", LightKind.Cool => "cool light", _ => "soft light" });
        for (var i = facts.Count - 1; i > 0; i--)
        {
            var other = random.Next(i + 1);
            (facts[i], facts[other]) = (facts[other], facts[i]);
        }

        List<string> start = [];
        if (random.NextDouble() < 0.7) start.Add(random.Pick(["portrait", "a portrait", "close-up portrait"]));
        if (random.NextDouble() < 0.8) start.Add(person.Presentation == Presentation.Woman ? random.Pick(["woman", "japanese woman", "young woman"]) : random.Pick(["man", "japanese man", "young man"]));
        if (random.NextDouble() < 0.3) start.Add("young adult");
        return string.Join(", ", start.Concat(facts));
    }

    /// <summary>The word for an expression.</summary>
    public static string Words(Expression value) => value switch { Expression.Serious => "serious", Expression.Smiling => "smiling", Expression.Laughing => "laughing", Expression.Sad => "sad", _ => "surprised" };

    /// <summary>The words for a background.</summary>
    public static string Words(BackgroundKind value) => value switch
    {
        BackgroundKind.Studio => "grey studio background",
        BackgroundKind.Library => "library, bookshelf background",
        BackgroundKind.Room => "indoors, window background",
        BackgroundKind.Forest => "outdoors, forest background",
        BackgroundKind.Beach => "outdoors, beach background",
        BackgroundKind.NightCity => "city at night background",
        _ => "cherry blossoms background",
    };

    /// <summary>The words for clothes.</summary>
    public static string Words(ClothesType value) => value switch { ClothesType.TShirt => "t-shirt", _ => value.ToString().ToLowerInvariant() };

    /// <summary>The word for a colour of clothes.</summary>
    public static string Words(ClothesColor value) => value.ToString().ToLowerInvariant();

    /// <summary>The word for a colour of hair.</summary>
    public static string Words(HairColor value) => value.ToString().ToLowerInvariant();

    /// <summary>The word for a cut of hair.</summary>
    public static string Words(HairCut value) => value.ToString().ToLowerInvariant();

    /// <summary>The words for an eye colour.</summary>
    public static string Words(EyeColor value) => value == EyeColor.DarkBrown ? "dark brown" : value.ToString().ToLowerInvariant();
}
