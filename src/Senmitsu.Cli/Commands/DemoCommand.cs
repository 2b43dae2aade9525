using System.CommandLine;
using System.Globalization;
using Senmitsu.Cli.Views;
using Senmitsu.DemoModel;
using Senmitsu.DemoModel.Demonstration;
using Senmitsu.Studio;
using Senmitsu.Studio.Models;

namespace Senmitsu.Cli.Commands;

/// <summary><c>senmitsu demo</c>: the whole loop on the small built-in model.</summary>
internal static class DemoCommand
{
    private const int EvaluatedPictures = 100;

    private static readonly Option<string?> Model = new("--model") { Description = "Folder of the built-in model. Default: the one that comes with the program.", HelpName = "DIR" };
    private static readonly Option<string?> Output = new("--output") { Description = "Folder for everything. Default: demo/… in the data folder.", HelpName = "DIR" };
    private static readonly Option<bool> Evaluate = new("--evaluate") { Description = "Judge more pictures, and what the model does without a LoRA; about twice as long." };
    private static readonly Option<bool> Short = new("--short") { Description = "A shorter training and fewer pictures." };
    private static readonly Option<long?> Seed = new("--seed") { Description = "Another seed shows another person.", HelpName = "N" };
    private static readonly Option<string?> Data = CommonOptions.Data();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Command("demo", "The whole loop on the small built-in model, offline: one portrait → a LoRA → the same person every time, with a report.") { Model, Output, Evaluate, Short, Seed, Data, Json, DemoMakeCommand.Create() };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken token)
    {
        var model = Path.GetFullPath(result.GetValue(Model) ?? BuiltInModel.Folder);
        if (DemoModelFiles.Missing(model) is { Count: > 0 } missing)
            throw new UserErrorException($"{model} lacks {string.Join(", ", missing)} of the built-in model. Give its folder with --model, or make one with senmitsu demo make.");
        var folder = Path.GetFullPath(result.GetValue(Output) ?? Path.Combine(StudioFolders.Find(result.GetValue(Data), Environment.GetEnvironmentVariable).Root, "demo", DateTimeOffset.Now.ToString("yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture)));
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new UserErrorException($"--output {folder} is not empty. Give a new folder; nothing is overwritten.");
        var settings = result.GetValue(Short) ? DemoSettings.Short : new DemoSettings();
        if (result.GetValue(Seed) is { } seed) settings = settings with { Seed = seed };

        var view = new DemoView(TimeProvider.System);
        try
        {
            if (result.GetValue(Evaluate))
            {
                var found = await new DemoEvaluation(model, folder, settings with { JudgedPictures = EvaluatedPictures }, TimeProvider.System).RunAsync(view, token).ConfigureAwait(false);
                view.End();
                if (!result.GetValue(Json)) DemoView.WriteEvaluation(Console.Out, found);
                Finish(result, found.Loop, found);
            }
            else
            {
                var made = await new DemoLoop(model, folder, settings, TimeProvider.System).RunAsync(view, token).ConfigureAwait(false);
                view.End();
                Finish(result, made, null);
            }
        }
        finally
        {
            view.End();
        }

        return ExitCodes.Done;
    }

    private static void Finish(ParseResult result, DemoResult made, EvaluationResult? evaluation)
    {
        var report = DemoReport.Write(made);
        if (!result.GetValue(Json))
        {
            DemoView.WriteSummary(Console.Out, made, report);
            return;
        }

        JsonOutput.WriteLine(new
        {
            report,
            lora = made.LoraPath,
            bestEpoch = made.Best.Save.Epoch,
            seconds = made.Elapsed.TotalSeconds,
            samePersonWithLora = DemoView.Summary(made.SamePersonWithLora),
            samePersonWithoutLora = DemoView.Summary(made.SamePersonWithoutLora),
            obeyedWithLora = Summaries(made.ObeyedWithLora),
            probe = made.Probe,
            fidelity = evaluation is null ? null : Summaries(evaluation.Fidelity),
            secondsPerPicture = evaluation?.PictureTime.TotalSeconds,
        });
    }

    private static Dictionary<string, object> Summaries(IReadOnlyDictionary<string, HitRate> rates) => rates.ToDictionary(pair => pair.Key, pair => DemoView.Summary(pair.Value), StringComparer.Ordinal);
}
