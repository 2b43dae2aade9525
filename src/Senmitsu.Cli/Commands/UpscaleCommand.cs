using System.CommandLine;
using Senmitsu.Studio;
using Senmitsu.Studio.Upscaling;

namespace Senmitsu.Cli.Commands;

/// <summary><c>senmitsu upscale</c>: A1111's "Extras" for one picture, several, or a folder.</summary>
internal static class UpscaleCommand
{
    private static readonly Argument<string[]> Pictures = new("PICTURE") { Description = "Pictures, or folders of pictures.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Upscaler = new("--upscaler") { Description = "Lanczos, Nearest, an ESRGAN or Real-ESRGAN file, or its name in models/ESRGAN or models/RealESRGAN.", HelpName = "NAME", Required = true };
    private static readonly Option<string?> SecondUpscaler = new("--upscaler-2") { Description = "Another one, whose result is mixed in.", HelpName = "NAME" };
    private static readonly Option<double> SecondVisibility = new("--upscaler-2-visibility") { Description = "Its share of the result, 0 to 1.", HelpName = "X" };
    private static readonly Option<double?> Scale = new("--scale") { Description = "Factor on both sides. Default 4.", HelpName = "X" };
    private static readonly Option<int> Width = new("--width") { Description = "Pixels across, with --height.", HelpName = "N" };
    private static readonly Option<int> Height = new("--height") { Description = "Pixels down, with --width.", HelpName = "N" };
    private static readonly Option<bool> NoCrop = new("--no-crop") { Description = "Do not cut to the size what covers it." };
    private static readonly Option<int?> Tile = new("--tile") { Description = "Pixels of a tile's side, 0 = no tiles. Default 192.", HelpName = "N" };
    private static readonly Option<int?> Overlap = new("--tile-overlap") { Description = "Pixels that tiles share. Default 8.", HelpName = "N" };
    private static readonly Option<string?> Models = new("--models") { Description = "An AUTOMATIC1111 or ComfyUI folder to look in.", HelpName = "DIR" };
    private static readonly Option<string> PrecisionName = new("--precision") { Description = "auto (default), fp32, bf16, fp16.", HelpName = "NAME", DefaultValueFactory = _ => "auto" };
    private static readonly Option<string> Device = new("--device") { Description = "auto (default), cpu, cuda, cuda:N.", HelpName = "NAME", DefaultValueFactory = _ => "auto" };
    private static readonly Option<string?> Output = new("--output") { Description = "Folder for the pictures. Default: outputs/extras-images in the data folder.", HelpName = "DIR" };
    private static readonly Option<string?> Data = CommonOptions.Data();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Command("upscale", "Enlarge pictures with an upscaler network.") { Pictures, Upscaler, SecondUpscaler, SecondVisibility, Scale, Width, Height, NoCrop, Tile, Overlap, Models, PrecisionName, Device, Output, Data, Json };
        command.SetAction((result, token) => Task.FromResult(Run(result, token)));
        return command;
    }

    private static int Run(ParseResult result, CancellationToken token)
    {
        using var studio = new StudioServices(result.GetValue(Data), Environment.GetEnvironmentVariable, TimeProvider.System);
        var saved = new List<string>();
        var defaults = new UpscaleRequest { Pictures = result.GetRequiredValue(Pictures), Upscaler = result.GetRequiredValue(Upscaler) };
        studio.UpscaleImages.Run(defaults with
        {
            SecondUpscaler = result.GetValue(SecondUpscaler),
            SecondVisibility = result.GetValue(SecondVisibility),
            Scale = result.GetValue(Scale) ?? defaults.Scale,
            Width = result.GetValue(Width),
            Height = result.GetValue(Height),
            Crops = !result.GetValue(NoCrop),
            Tile = result.GetValue(Tile) ?? defaults.Tile,
            Overlap = result.GetValue(Overlap) ?? defaults.Overlap,
            ModelsFolder = result.GetValue(Models),
            Device = result.GetValue(Device)!,
            Precision = GenerateCommand.ParsePrecision(result.GetValue(PrecisionName)!),
            OutputFolder = result.GetValue(Output),
        }, path =>
        {
            saved.Add(path);
            if (!result.GetValue(Json)) Console.Out.WriteLine(path);
        }, token);
        if (result.GetValue(Json)) JsonOutput.WriteLine(new { images = saved });
        return ExitCodes.Done;
    }
}
