using System.CommandLine;
using Senmitsu.Cli.Views;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio;
using Senmitsu.Studio.Datasets;
using Senmitsu.Studio.Training;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Cli.Commands;

/// <summary><c>senmitsu train</c>: sd-scripts' arguments, or a kohya_ss GUI file.</summary>
internal static class TrainCommand
{
    public const string Name = "train";

    private const string Usage = """
        Train a LoRA.

          senmitsu train --pretrained_model_name_or_path MODEL.safetensors --train_data_dir DIR --output_dir DIR [argument…]
          senmitsu train --config_file FILE.toml [argument…]       arguments win over the file
          senmitsu train FILE.json [argument…]                     settings saved by kohya_ss; arguments win

        The arguments are those of sd-scripts' train_network.py, under their own names. Besides: --tokenizer DIR,
        --device auto|cpu|cuda[:N], --precision auto|fp32|bf16|fp16, --data DIR, --dry-run (print the plan and try a few steps: time and memory), --json,
        --output_config (write the arguments into --config_file instead of training), --strict (refuse a data set with pictures that cannot be read), --fix (train from a right folder built beside a wrong one).
        """;

    /// <summary>The verb as it stands in the program's help; its arguments are read by <see cref="RunAsync"/>.</summary>
    public static Command Describe() => new(Name, "Train a LoRA; arguments as sd-scripts' train_network.py, or a kohya_ss .json.");

    /// <summary>Runs the verb.</summary>
    /// <param name="args">The words after it.</param>
    /// <param name="token">Cancelled by Ctrl-C.</param>
    public static async Task<int> RunAsync(string[] args, CancellationToken token)
    {
        if (args.Length == 0 || args.Any(word => word is "-h" or "--help" or "-?"))
        {
            await Console.Out.WriteLineAsync(Usage).ConfigureAwait(false);
            foreach (var line in ArgumentList()) await Console.Out.WriteLineAsync(line).ConfigureAwait(false);
            return args.Length == 0 ? ExitCodes.BadInput : ExitCodes.Done;
        }

        var words = TakeData(args, out var data);
        var import = Import(words);
        foreach (var note in import.Notes) await Console.Error.WriteLineAsync($"note: {note}").ConfigureAwait(false);
        var settings = import.SettingsOrThrow();
        if (import.OutputConfig is { } path)
        {
            if (File.Exists(path)) throw new UserErrorException($"--output_config: {path} exists and is not overwritten. Give another --config_file.");
            KohyaFiles.WriteToml(path, settings);
            await Console.Out.WriteLineAsync($"wrote {path}").ConfigureAwait(false);
            return ExitCodes.Done;
        }

        using var studio = new StudioServices(data, Environment.GetEnvironmentVariable, TimeProvider.System);
        if (import.DryRun)
        {
            settings = FolderFix.Apply(settings, text => Console.Error.WriteLine($"note: {text}"));
            var plan = TrainLora.Plan(settings, token);
            foreach (var problem in plan.Problems) await Console.Error.WriteLineAsync($"note: {problem.Message}").ConfigureAwait(false);
            if (studio.TrainLora.CutCaptions(settings, plan) is { } cut) await Console.Error.WriteLineAsync($"note: {cut}").ConfigureAwait(false);
            foreach (var file in TrainLora.Replaced(settings, plan)) await Console.Error.WriteLineAsync($"note: {file} exists and would be replaced").ConfigureAwait(false);
            var estimate = studio.TrainLora.Estimate(settings, plan, token);
            if (import.Json) JsonOutput.WriteLine(PlanView.Summary(plan, estimate));
            else PlanView.Write(Console.Out, settings, plan, estimate);
            return ExitCodes.Done;
        }

        await studio.TrainLora.RunAsync(settings, new TrainView(TimeProvider.System, import.Json), token).ConfigureAwait(false);
        return ExitCodes.Done;
    }

    private static KohyaImport Import(List<string> words)
    {
        if (words.Count == 0 || !words[0].EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return KohyaMapping.ParseCommandLine(words, KohyaFiles.ReadToml);
        return KohyaFiles.ReadGui(words[0], words[1..]);
    }

    private static List<string> TakeData(string[] args, out string? data)
    {
        data = null;
        var rest = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--data" && i + 1 < args.Length) data = args[++i];
            else if (args[i].StartsWith("--data=", StringComparison.Ordinal)) data = args[i]["--data=".Length..];
            else rest.Add(args[i]);
        }

        return rest;
    }

    private static IEnumerable<string> ArgumentList()
    {
        yield return "";
        yield return "Supported arguments:";
        foreach (var argument in KohyaArguments.All.Where(argument => argument.Support == ArgumentSupport.Supported).OrderBy(argument => argument.Name, StringComparer.Ordinal))
        {
            yield return $"  --{argument.Name}{(argument.Default is null or false ? "" : $"  (default {argument.Default})")}";
        }
    }
}
