using System.CommandLine;
using Senmitsu.Cli.Views;
using Senmitsu.Diffusion.Samplers;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Formats.Infotext;
using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics;
using Senmitsu.Studio;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Models;

namespace Senmitsu.Cli.Commands;

/// <summary><c>senmitsu txt2img</c> and <c>senmitsu img2img</c>.</summary>
internal static class GenerateCommand
{
    private static readonly Option<string?> Prompt = new("--prompt") { Description = "What the picture shows; weights (x:1.2), <lora:name:0.8>.", HelpName = "TEXT" };
    private static readonly Option<string?> NegativePrompt = new("--negative-prompt") { Description = "What it should not show.", HelpName = "TEXT" };
    private static readonly Option<string?> Model = new("--model") { Description = "Checkpoint (.safetensors, .ckpt), by path or name, or folder of diffusers; SD 1.x or 2.x.", HelpName = "FILE" };
    private static readonly Option<string?> Vae = new("--vae") { Description = "VAE instead of the checkpoint's own: a file, a name, auto (default: one that lies beside the checkpoint) or none.", HelpName = "FILE" };
    private static readonly Option<string?> Tokenizer = new("--tokenizer") { Description = "Folder with CLIP's vocab.json and merges.txt. Default: found or downloaded once.", HelpName = "DIR" };
    private static readonly Option<string?> Models = new("--models") { Description = "An AUTOMATIC1111 or ComfyUI folder to look in.", HelpName = "DIR" };
    private static readonly Option<long?> Seed = new("--seed") { Description = "Seed of the first picture; -1 = random (default).", HelpName = "N" };
    private static readonly Option<int?> Steps = new("--steps") { Description = "Sampling steps. Default 20.", HelpName = "N" };
    private static readonly Option<string?> Sampler = new("--sampler") { Description = $"{string.Join(", ", SamplerCatalog.All.Select(sampler => sampler.Name))}. Default the first.", HelpName = "NAME" };
    private static readonly Option<string?> Scheduler = new("--scheduler") { Description = $"Schedule type: {string.Join(", ", SpacingCatalog.All.Select(spacing => spacing.Label))}. Default the first.", HelpName = "NAME" };
    private static readonly Option<double?> CfgScale = new("--cfg-scale") { Description = "Guidance strength. Default 7.", HelpName = "X" };
    private static readonly Option<int?> Width = new("--width") { Description = "Pixels, a multiple of 8. Default 512.", HelpName = "N" };
    private static readonly Option<int?> Height = new("--height") { Description = "Pixels, a multiple of 8. Default 512.", HelpName = "N" };
    private static readonly Option<int?> BatchSize = new("--batch-size") { Description = "Pictures computed together. Default 1.", HelpName = "N" };
    private static readonly Option<int?> BatchCount = new("--batch-count") { Description = "Batches one after another. Default 1.", HelpName = "N" };
    private static readonly Option<int?> ClipSkip = new("--clip-skip") { Description = "1 = last layer (default), 2 for many anime models.", HelpName = "N" };
    private static readonly Option<string?> LoraDir = new("--lora-dir") { Description = "Folder with LoRA files, searched first.", HelpName = "DIR" };
    private static readonly Option<string> PrecisionName = new("--precision") { Description = "auto (default), fp32, bf16, fp16.", HelpName = "NAME", DefaultValueFactory = _ => "auto" };
    private static readonly Option<string> Device = new("--device") { Description = "auto (default), cpu, cuda, cuda:N.", HelpName = "NAME", DefaultValueFactory = _ => "auto" };
    private static readonly Option<string?> Output = new("--output") { Description = "Folder for the pictures. Default: outputs/… in the data folder.", HelpName = "DIR" };
    private static readonly Option<string?> From = new("--from") { Description = "A picture (PNG, JPEG, WebP) or its .txt, whose settings are the defaults here.", HelpName = "PICTURE" };
    private static readonly Option<string?> Data = CommonOptions.Data();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command TextToImage()
    {
        var command = Create("txt2img", "Make pictures from a prompt.");
        SamplingOptions.AddHires(command);
        ImageToImageOptions.AddToTextToImage(command);
        NetworkOptions.AddHires(command);
        return command;
    }

    public static Command ImageToImage()
    {
        var command = Create("img2img", "Make pictures from a prompt and a picture.");
        ImageToImageOptions.AddTo(command);
        SamplingOptions.AddImageToImage(command);
        return command;
    }

    private static Command Create(string name, string description)
    {
        var command = new Command(name, description)
        {
            Prompt, NegativePrompt, Model, Vae, Tokenizer, Models, Seed, Steps, Sampler, Scheduler, CfgScale, Width, Height, BatchSize, BatchCount, ClipSkip,
            LoraDir, PrecisionName, Device, Output, From, Data, Json,
        };
        SamplingOptions.AddCommon(command);
        NetworkOptions.AddCommon(command);
        PromptOptions.AddTo(command);
        ScriptOptions.AddTo(command, isImageToImage: name == "img2img");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken token)
    {
        using var studio = new StudioServices(result.GetValue(Data), Environment.GetEnvironmentVariable, TimeProvider.System);
        var isJson = result.GetValue(Json);
        var view = new GenerateView(TimeProvider.System, isJson);
        if (ImageToImageOptions.LacksMask(result) && result.GetValue(From) is { } from && File.Exists(from) && InfotextFiles.Read(from) is { } text && InpaintInfotext.TellsOfMask(InfotextParser.Parse(text)))
            view.Report(new GenerateEvent.Noted($"{from} was made with a mask, which infotext does not hold; give it with --mask"));
        await studio.GenerateImages.RunAsync(ScriptOptions.Apply(PromptOptions.Apply(ImageToImageOptions.Apply(ToRequest(result, studio.Folders, token), result), result), result), view, token).ConfigureAwait(false);
        view.Finish();
        return ExitCodes.Done;
    }

    private static GenerateRequest ToRequest(ParseResult result, StudioFolders folders, CancellationToken token)
    {
        var loras = new LoraCatalog(LoraCatalog.Folders(folders, result.GetValue(Models), result.GetValue(LoraDir)));
        var defaults = result.GetValue(From) is { } picture ? FromPicture(picture, loras, token) : new GenerationSettings { Seed = -1 };
        return new GenerateRequest
        {
            Settings = NetworkOptions.Override(SamplingOptions.Override(Override(defaults, result), result), result),
            ModelPath = result.GetValue(Model) ?? throw new UserErrorException($"--model is missing. Give the path or the name of a Stable Diffusion 1.x checkpoint (.safetensors); to try things out, --model {BuiltInModel.Name} is the small built-in one (128×128)."),
            VaePath = result.GetValue(Vae),
            TokenizerFolder = result.GetValue(Tokenizer),
            ModelsFolder = result.GetValue(Models),
            LoraFolder = result.GetValue(LoraDir),
            Device = result.GetValue(Device)!,
            Precision = ParsePrecision(result.GetValue(PrecisionName)!),
            OutputFolder = result.GetValue(Output),
        };
    }

    private static GenerationSettings Override(GenerationSettings defaults, ParseResult result) => defaults with
    {
        Prompt = result.GetValue(Prompt) ?? defaults.Prompt,
        NegativePrompt = result.GetValue(NegativePrompt) ?? defaults.NegativePrompt,
        Seed = result.GetValue(Seed) ?? defaults.Seed,
        Steps = result.GetValue(Steps) ?? defaults.Steps,
        Sampler = result.GetValue(Sampler) ?? defaults.Sampler,
        ScheduleType = result.GetValue(Scheduler) ?? (result.GetValue(Sampler) is null ? defaults.ScheduleType : null),
        CfgScale = result.GetValue(CfgScale) ?? defaults.CfgScale,
        Width = result.GetValue(Width) ?? defaults.Width,
        Height = result.GetValue(Height) ?? defaults.Height,
        BatchSize = result.GetValue(BatchSize) ?? defaults.BatchSize,
        BatchCount = result.GetValue(BatchCount) ?? defaults.BatchCount,
        ClipSkip = result.GetValue(ClipSkip) ?? defaults.ClipSkip,
        Vae = result.GetValue(Vae) is null ? defaults.Vae : null,
    };

    /// <summary>The settings in a picture's infotext. Its checkpoint is not looked for: <c>--model</c> says which to use.</summary>
    private static GenerationSettings FromPicture(string path, LoraCatalog loras, CancellationToken token)
    {
        if (!File.Exists(path)) throw new UserErrorException($"--from {path} does not exist.");
        var text = InfotextFiles.Read(path) ?? throw new UserErrorException($"--from {path} holds no generation parameters. Use a picture made by this program or by AUTOMATIC1111.");
        return PictureSettings.Read(InfotextParser.Parse(text), $"--from {path}", loras, token);
    }

    /// <summary>The number format of a name.</summary>
    internal static Precision ParsePrecision(string name) => name switch
    {
        "auto" => Precision.Auto,
        "fp32" => Precision.Float32,
        "bf16" => Precision.BFloat16,
        "fp16" => Precision.Float16,
        _ => throw new UserErrorException($"--precision {name} is unknown. Use auto, fp32, bf16 or fp16."),
    };
}
