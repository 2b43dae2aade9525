using System.CommandLine;
using Senmitsu.Cli.Views;
using Senmitsu.DemoModel;

namespace Senmitsu.Cli.Commands;

/// <summary><c>senmitsu demo make</c>: the small built-in model, made from nothing.</summary>
internal static class DemoMakeCommand
{
    private static readonly DemoModelSettings Defaults = new();

    private static readonly Option<string> Output = new("--output") { Description = "Folder for the finished model, its tokenizer and its probe.", HelpName = "DIR", Required = true };
    private static readonly Option<string> Work = new("--work") { Description = "Folder for states; a stopped run with the same folder and numbers goes on from there.", HelpName = "DIR", Required = true };
    private static readonly Option<int> ProbeSteps = Count("--probe-steps", "Updates of the network that judges portraits.", Defaults.Probe.Steps);
    private static readonly Option<int> TextEncoderSteps = Count("--text-encoder-steps", "Updates of the text encoder.", Defaults.Text.Steps);
    private static readonly Option<int> AutoencoderSteps = Count("--autoencoder-steps", "Updates of the autoencoder.", Defaults.Vae.Steps);
    private static readonly Option<int> DenoiserSteps = Count("--denoiser-steps", "Updates of the denoising network.", Defaults.Denoiser.Steps);
    private static readonly Option<int> Portraits = Count("--portraits", "Portraits that are painted for the denoising network.", Defaults.Denoiser.Portraits);
    private static readonly Option<string> Start = new("--start") { Description = "A finished model to train on, instead of beginning from nothing; its text encoder is kept, and its autoencoder unless --autoencoder-steps is given.", HelpName = "FILE" };
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Command("make", "Paint portraits and train the built-in model on them; hours on two cores.") { Output, Work, ProbeSteps, TextEncoderSteps, AutoencoderSteps, DenoiserSteps, Portraits, Start, Json };
        command.SetAction((result, token) =>
        {
            var settings = Defaults with
            {
                StartPath = result.GetValue(Start),
                TrainsAutoencoderOn = result.GetResult(AutoencoderSteps) is { Implicit: false },
                Probe = Defaults.Probe with { Steps = result.GetValue(ProbeSteps) },
                Text = Defaults.Text with { Steps = result.GetValue(TextEncoderSteps) },
                Vae = Defaults.Vae with { Steps = result.GetValue(AutoencoderSteps) },
                Denoiser = Defaults.Denoiser with { Steps = result.GetValue(DenoiserSteps), Portraits = result.GetValue(Portraits) },
            };
            var output = Path.GetFullPath(result.GetRequiredValue(Output));
            var view = new DemoMakeView(TimeProvider.System);
            try
            {
                new DemoModelMaker(Path.GetFullPath(result.GetRequiredValue(Work)), output, settings, TimeProvider.System).Run(view, token);
            }
            finally
            {
                view.End();
            }

            if (result.GetValue(Json)) JsonOutput.WriteLine(new { folder = output });
            else Console.Out.WriteLine($"The model is in {output}.");
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static Option<int> Count(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError($"{name} must be at least 1.");
        });
        return option;
    }
}
