using Senmitsu.DemoModel.People;
using Senmitsu.DemoModel.Truth;

namespace Senmitsu.DemoModel.Demonstration;

/// <summary>The lines of prompt of the demonstration, in the words that the built-in model knows.</summary>
public static class DemoPrompts
{
    /// <summary>The word that calls the trained person.</summary>
    public const string TriggerWord = "ai_model_v1";

    /// <summary>Whom it is about, as a caption says it.</summary>
    public const string Someone = "portrait, japanese woman, young adult";

    private const string Face = "(almond-shaped eyes:1.2), dark brown eyes, looking at viewer";

    /// <summary>What is asked for when one wants a certain person and has only words.</summary>
    public static WantedPicture Portrait { get; } = new($"{Someone}, {Face}, serious, grey studio background, soft light", new Dictionary<PortraitFact, int>
    {
        [PortraitFact.EyeShape] = (int)EyeShape.Almond,
        [PortraitFact.EyeColor] = (int)EyeColor.DarkBrown,
        [PortraitFact.Expression] = (int)Expression.Serious,
        [PortraitFact.Background] = (int)BackgroundKind.Studio,
    });

    /// <summary>The same person elsewhere, dressed otherwise, in another mood.</summary>
    /// <param name="count">How many lines.</param>
    /// <param name="seed">Which ones.</param>
    /// <param name="start">What each line begins with.</param>
    public static IReadOnlyList<WantedPicture> Elsewhere(int count, int seed, string start)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var scene = Scene.Draw(random);
            var wish = Wish(scene.Expression, scene.ClothesColor, scene.Clothes, scene.Background);
            return new WantedPicture($"{start}, {wish}", new Dictionary<PortraitFact, int>
            {
                [PortraitFact.Expression] = (int)scene.Expression,
                [PortraitFact.ClothesColor] = (int)scene.ClothesColor,
                [PortraitFact.Clothes] = (int)scene.Clothes,
                [PortraitFact.Background] = (int)scene.Background,
            }) { Wish = wish };
        })];
    }

    /// <summary>Prompt only, elsewhere: the same lines as with the LoRA, but for its words.</summary>
    public static string WithoutLora => $"{Someone}, {Face}";

    /// <summary>With the LoRA, elsewhere.</summary>
    /// <param name="lora">Name of the LoRA.</param>
    public static string WithLora(string lora) => $"<lora:{lora}:1.0>, {TriggerWord}, {Someone}";

    /// <summary>Anybody: hair, mood and background are named and checked.</summary>
    /// <inheritdoc cref="Elsewhere"/>
    public static IReadOnlyList<WantedPicture> Anybody(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var person = Person.Draw(random);
            var scene = Scene.Draw(random);
            var who = person.Presentation == Presentation.Woman ? "woman" : "man";
            return new WantedPicture($"portrait, {who}, {PortraitCaption.Words(person.HairColor)} hair, {PortraitCaption.Words(scene.Expression)}, {PortraitCaption.Words(scene.Background)}", new Dictionary<PortraitFact, int>
            {
                [PortraitFact.HairColor] = (int)person.HairColor,
                [PortraitFact.Expression] = (int)scene.Expression,
                [PortraitFact.Background] = (int)scene.Background,
            });
        })];
    }

    /// <summary>How somebody is shown, as a prompt or a caption says it.</summary>
    public static string Wish(Expression expression, ClothesColor color, ClothesType clothes, BackgroundKind background) =>
        $"{PortraitCaption.Words(expression)}, {PortraitCaption.Words(color)} {PortraitCaption.Words(clothes)}, {PortraitCaption.Words(background)}";
}
