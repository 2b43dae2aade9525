using Senmitsu.DemoModel.Truth;
using Senmitsu.Studio.Generation;

namespace Senmitsu.DemoModel.Demonstration;

/// <summary>One portrait → the same person elsewhere, dressed otherwise, in another mood, by img2img; and which of them are worth training on.</summary>
/// <param name="pictures">Generates.</param>
/// <param name="judge">Tells whether the person is still the same. Borrowed.</param>
/// <param name="settings">How much is done.</param>
internal sealed class VariantSearch(PictureMaker pictures, PortraitJudge judge, DemoSettings settings)
{
    /// <summary>Repainting what is around the head leaves the face; a weaker pass over everything joins the two and changes the mood.</summary>
    private const double AroundStrength = 0.95, MoodStrength = 0.45;

    /// <summary>Makes variants.</summary>
    /// <param name="keeper">The portrait.</param>
    /// <param name="folder">Where they are saved.</param>
    /// <param name="token">Tested every step.</param>
    public async Task<IReadOnlyList<JudgedPicture>> MakeAsync(JudgedPicture keeper, string folder, CancellationToken token)
    {
        var wanted = DemoPrompts.Elsewhere(settings.Variants, (int)settings.Seed, DemoPrompts.WithoutLora);
        var mask = Path.Combine(Directory.CreateDirectory(folder).FullName, "around-the-head.png");
        HeadMask.Write(mask, PortraitProbe.Side);
        var around = await pictures.MakeAsync(DemoStage.Variants, wanted, settings.Seed + 10_000, Path.Combine(folder, "around"), Around, token).ConfigureAwait(false);
        return await pictures.MakeAsync(DemoStage.Variants, wanted, settings.Seed + 20_000, folder, Mood, token).ConfigureAwait(false);

        GenerateRequest Around(GenerateRequest request, int number) =>
            request with { InputImagePath = keeper.Path, MaskPath = mask, Settings = request.Settings with { DenoisingStrength = AroundStrength } };

        GenerateRequest Mood(GenerateRequest request, int number) =>
            request with { InputImagePath = around[number].Path, Settings = request.Settings with { DenoisingStrength = MoodStrength } };
    }

    /// <summary>Those that still show the person, chosen so that nothing but the person is the same in all.</summary>
    /// <param name="keeper">The portrait, which is always among them.</param>
    /// <param name="variants">Its variants.</param>
    public IReadOnlyList<JudgedPicture> Choose(JudgedPicture keeper, IReadOnlyList<JudgedPicture> variants)
    {
        ArgumentNullException.ThrowIfNull(keeper);
        List<JudgedPicture> chosen = [keeper];
        var left = variants.OrderByDescending(variant => variant.Reading.Likeness(keeper.Reading)).ToList();
        var good = left.TakeWhile(variant => judge.IsSamePerson(variant.Reading, keeper.Reading)).Take(settings.TrainingPictures * 2).ToList(); // the likest
        if (good.Count < settings.TrainingPictures - 1) good = [.. left.Take(settings.TrainingPictures - 1)]; // rather a few doubtful ones than too few
        while (chosen.Count < settings.TrainingPictures && good.Count > 0)
        {
            var next = good.OrderBy(variant => Repetition(variant, chosen)).First();
            chosen.Add(next);
            good.Remove(next);
        }

        return chosen;
    }

    /// <summary>How often what a variant shows is shown already.</summary>
    private static int Repetition(JudgedPicture variant, List<JudgedPicture> chosen) =>
        DemoDataset.Captioned.Sum(fact => chosen.Count(other => other.Reading.Answer(fact) == variant.Reading.Answer(fact)));
}
