using Senmitsu.DemoModel.Truth;
using Senmitsu.Studio;

namespace Senmitsu.DemoModel.Demonstration;

/// <summary>The demonstration at full length, plus what the model itself can do: the figures that the built-in model is held to.</summary>
/// <param name="modelFolder">Folder of the built-in model.</param>
/// <param name="folder">Where everything goes.</param>
/// <param name="settings">How much the loop does.</param>
/// <param name="clock">Source of times.</param>
public sealed class DemoEvaluation(string modelFolder, string folder, DemoSettings settings, TimeProvider clock)
{
    private const int FidelityPictures = 200, TimedPictures = 5;

    /// <summary>AUTOMATIC1111's default, with which the model itself is judged and timed; the loop uses its own.</summary>
    private const double UsualCfgScale = 7;

    private static readonly PortraitFact[] Named = [PortraitFact.HairColor, PortraitFact.Background, PortraitFact.Expression];

    /// <summary>Runs everything.</summary>
    /// <param name="progress">Told how far each stage is.</param>
    /// <param name="token">Stops within a step.</param>
    public async Task<EvaluationResult> RunAsync(IProgress<DemoProgress> progress, CancellationToken token)
    {
        using var judge = PortraitJudge.Open(Path.Combine(modelFolder, DemoModelFiles.ProbeName));
        using var studio = new StudioServices(folder, _ => null, clock);
        using var pictures = new PictureMaker(studio.GenerateImages, judge, Path.Combine(modelFolder, DemoModelFiles.CheckpointName), settings with { CfgScale = UsualCfgScale }, progress);
        var anybody = await pictures.MakeAsync(DemoStage.Fidelity, DemoPrompts.Anybody(FidelityPictures, (int)settings.Seed), settings.Seed + 50_000, Path.Combine(folder, "8-anybody"), null, token).ConfigureAwait(false);

        var started = clock.GetTimestamp();
        await pictures.MakeAsync(DemoStage.Fidelity, DemoPrompts.Anybody(TimedPictures, (int)settings.Seed + 1), settings.Seed, Path.Combine(folder, "9-timed"), null, token).ConfigureAwait(false);
        var each = clock.GetElapsedTime(started) / TimedPictures;

        var loop = await new DemoLoop(modelFolder, folder, settings, clock).RunAsync(progress, token).ConfigureAwait(false);
        return new EvaluationResult(Named.ToDictionary(fact => fact.Name, fact => HitRate.Of(anybody, picture => picture.Obeys(fact)), StringComparer.Ordinal), each, judge.Errors, loop);
    }
}
