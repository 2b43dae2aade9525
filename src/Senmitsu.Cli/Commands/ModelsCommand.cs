using System.CommandLine;
using System.Globalization;
using Senmitsu.Cli.Views;
using Senmitsu.Studio;
using Senmitsu.Studio.Models;

namespace Senmitsu.Cli.Commands;

/// <summary><c>senmitsu models list | pull | add</c>: the model files.</summary>
internal static class ModelsCommand
{
    private static readonly Argument<string> Name = new("REPO[:FILE]") { Description = "File on the Hugging Face hub, OWNER/NAME:FILE." };
    private static readonly Argument<string> OneFile = new("FILE") { Description = "Checkpoint, VAE, LoRA or embedding." };
    private static readonly Option<string?> Models = new("--models") { Description = "Folder of AUTOMATIC1111 or ComfyUI to list besides.", HelpName = "DIR" };
    private static readonly Option<bool> Hash = new("--hash") { Description = "Compute hashes that are not known yet; seconds for each model, once." };
    private static readonly Option<bool> Link = new("--link") { Description = "Link to the file instead of copying it." };
    private static readonly Option<string?> Data = CommonOptions.Data();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create() => new("models", "List, download and add model files.") { List(), Pull(), Add() };

    private static Command List()
    {
        var command = new Command("list", "List checkpoints, VAEs, LoRAs and embeddings with their hashes.") { Models, Hash, Data, Json };
        command.SetAction((result, token) =>
        {
            if (result.GetValue(Models) is { } tree && !Directory.Exists(tree)) throw new UserErrorException($"--models {tree} is no folder.");
            using var studio = Studio(result);
            var entries = studio.ListModels.Run(result.GetValue(Models), result.GetValue(Hash), token);
            if (result.GetValue(Json)) JsonOutput.WriteLine(new { models = entries.Select(Summary) });
            foreach (var kind in result.GetValue(Json) ? [] : entries.GroupBy(entry => entry.Kind))
            {
                Console.Out.WriteLine($"{kind.Key}:");
                foreach (var entry in kind) Console.Out.WriteLine($"  {entry.Name}  {entry.Hash ?? "-"}  {Size(entry.SizeInBytes)}  {entry.Path}");
            }

            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static Command Pull()
    {
        var command = new Command("pull", "Download a model from the Hugging Face hub (HF_ENDPOINT), check it and put it into its folder.") { Name, Data, Json };
        command.SetAction(async (result, token) =>
        {
            using var studio = Studio(result);
            var line = new ProgressLine(TimeProvider.System);
            var entry = await studio.PullModel.RunAsync(result.GetRequiredValue(Name), (received, total) => line.Show($"{Size(received)} of {Size(total)}", received >= total), token).ConfigureAwait(false);
            Show(result, entry);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Add()
    {
        var command = new Command("add", "Copy a model file into the right folder, after a look at what it is.") { OneFile, Link, Data, Json };
        command.SetAction((result, token) =>
        {
            using var studio = Studio(result);
            Show(result, studio.AddModel.Run(result.GetRequiredValue(OneFile), result.GetValue(Link), token));
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static StudioServices Studio(ParseResult result) => new(result.GetValue(Data), Environment.GetEnvironmentVariable, TimeProvider.System);

    private static void Show(ParseResult result, ModelEntry entry)
    {
        if (result.GetValue(Json)) JsonOutput.WriteLine(Summary(entry));
        else Console.Out.WriteLine($"{entry.Kind}: {entry.Path}");
    }

    private static object Summary(ModelEntry entry) => new { kind = entry.Kind.ToString(), entry.Name, entry.Path, entry.SizeInBytes, entry.Hash };

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:F1} MB");
}
