using Senmitsu.DemoModel.Truth;
using Senmitsu.Formats.Files;
using Senmitsu.Studio;
using Senmitsu.Studio.Generation;

namespace Senmitsu.DemoModel.Demonstration;

/// <summary>The whole loop on the built-in model: generate, pick one, make variants, caption, train, judge every save, generate the same person.</summary>
/// <param name="modelFolder">Folder of the built-in model.</param>
/// <param name="folder">Where everything goes; it becomes a data folder of the studio.</param>
/// <param name="settings">How much is done.</param>
/// <param name="clock">Source of times.</param>
public sealed class DemoLoop(string modelFolder, string folder, DemoSettings settings, TimeProvider clock)
{
    /// <summary>Runs the loop.</summary>
    /// <param name="progress">Told how far each stage is.</param>
    /// <param name="token">Stops within a step; what is finished stays.</param>
    /// <returns>What was made and found.</returns>
    public async Task<DemoResult> RunAsync(IProgress<DemoProgress> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var started = clock.GetTimestamp();
        Directory.CreateDirectory(folder);
        var model = Path.Combine(modelFolder, DemoModelFiles.CheckpointName);
        using var judge = PortraitJudge.Open(Path.Combine(modelFolder, DemoModelFiles.ProbeName));
        using var studio = new StudioServices(folder, _ => null, clock);
        using var pictures = new PictureMaker(studio.GenerateImages, judge, model, settings, progress);

        var candidates = await pictures.MakeAsync(DemoStage.Portraits, [.. Enumerable.Repeat(DemoPrompts.Portrait, settings.Candidates)], settings.Seed, At("1-portraits"), null, token).ConfigureAwait(false);
        var keeper = KeeperChoice.Of(candidates);

        var search = new VariantSearch(pictures, judge, settings);
        var variants = await search.MakeAsync(keeper, At("2-variants"), token).ConfigureAwait(false);
        var chosen = search.Choose(keeper, variants);

        DemoDataset.Write(At("3-dataset"), settings.Repeats, chosen);
        var trained = await new DemoTraining(studio.TrainLora, settings).RunAsync(model, At("3-dataset"), At("4-training"), progress, token).ConfigureAwait(false);

        var saves = await JudgeSavesAsync(pictures, judge, keeper, trained, token).ConfigureAwait(false);
        var best = saves.OrderByDescending(save => save.SamePerson.Share + save.Obeyed.Share).ThenByDescending(save => save.Save.Step).First();
        var lora = Install(best.Save.Path, studio.Folders.Loras);

        var seed = (int)settings.Seed + 1;
        var with = await pictures.MakeAsync(DemoStage.WithLora, DemoPrompts.Elsewhere(settings.JudgedPictures, seed, DemoPrompts.WithLora(DemoPrompts.TriggerWord)), settings.Seed + 40_000, At("6-with-lora"), Compared, token).ConfigureAwait(false);
        var without = await pictures.MakeAsync(DemoStage.WithoutLora, DemoPrompts.Elsewhere(settings.JudgedPictures, seed, DemoPrompts.WithoutLora), settings.Seed + 40_000, At("7-without-lora"), Compared, token).ConfigureAwait(false);
        return new DemoResult
        {
            Folder = folder,
            Candidates = candidates,
            Keeper = keeper,
            Variants = variants,
            TrainingPictures = chosen,
            Losses = trained.Losses,
            Saves = saves,
            Best = best,
            LoraPath = lora,
            ComparedCfgScale = settings.LoraCfgScale,
            WithLora = with,
            WithoutLora = without,
            SamePersonWithLora = HitRate.Of(with, IsKeeper),
            SamePersonWithoutLora = HitRate.Of(without, IsKeeper),
            ObeyedWithLora = DemoDataset.Captioned.ToDictionary(fact => fact.Name, fact => HitRate.Of(with, picture => picture.Obeys(fact)), StringComparer.Ordinal),
            Probe = judge.Errors,
            Elapsed = clock.GetElapsedTime(started),
        };

        bool IsKeeper(JudgedPicture picture) => judge.IsSamePerson(picture.Reading, keeper.Reading);
    }

    /// <summary>The same prompts and seeds with every save; other ones than those that are counted at the end.</summary>
    private async Task<IReadOnlyList<JudgedSave>> JudgeSavesAsync(PictureMaker pictures, PortraitJudge judge, JudgedPicture keeper, TrainedSaves trained, CancellationToken token)
    {
        List<JudgedSave> result = [];
        foreach (var save in trained.Saves)
        {
            var name = Path.GetFileNameWithoutExtension(save.Path);
            var wanted = DemoPrompts.Elsewhere(settings.GridSeeds, (int)settings.Seed + 2, DemoPrompts.WithLora(name));
            var made = await pictures.MakeAsync(DemoStage.Saves, wanted, settings.Seed + 30_000, Path.Combine(At("5-saves"), name), WhereItIs, token).ConfigureAwait(false);
            var facts = made.SelectMany(picture => DemoDataset.Captioned.Select(picture.Obeys)).ToList();
            result.Add(new JudgedSave(save, made, HitRate.Of(made, picture => judge.IsSamePerson(picture.Reading, keeper.Reading)), HitRate.Of(facts, isRight => isRight)));
        }

        return result;

        GenerateRequest WhereItIs(GenerateRequest request, int number) => Compared(request, number) with { LoraFolder = At("4-training") };
    }

    private GenerateRequest Compared(GenerateRequest request, int number) => request with { Settings = request.Settings with { CfgScale = settings.LoraCfgScale } };

    /// <summary>Copies the chosen LoRA to where prompts find it.</summary>
    private static string Install(string path, string loraFolder)
    {
        var target = Path.Combine(Directory.CreateDirectory(loraFolder).FullName, $"{DemoPrompts.TriggerWord}.safetensors");
        var content = File.ReadAllBytes(path);
        AtomicFile.Write(target, stream => stream.Write(content));
        return target;
    }

    private string At(string name) => Path.Combine(folder, name);
}
