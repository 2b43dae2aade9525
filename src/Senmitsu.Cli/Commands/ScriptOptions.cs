using System.CommandLine;
using Senmitsu.Studio;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Generation.Scripts;

namespace Senmitsu.Cli.Commands;

/// <summary>Options of <c>txt2img</c> and <c>img2img</c> for AUTOMATIC1111's scripts. An option of a script that is not chosen is refused, not ignored.</summary>
internal static class ScriptOptions
{
    private const long MostBytesOfPrompts = 4L * PromptsFromFile.MostLetters;

    private static readonly Option<string?> Name = new("--script") { Description = $"Make several pictures: {string.Join(", ", ScriptCatalog.All.Select(script => script.IsOnlyImageToImage ? $"{script.Name} (img2img)" : script.Name))}. For an X/Y/Z plot use --xyz.", HelpName = "NAME" };

    private static readonly Option<int?> Loops = new("--loops") { Description = "loopback: pictures, each made of the one before it. Default 4.", HelpName = "N" };
    private static readonly Option<double?> FinalDenoisingStrength = new("--final-denoising-strength") { Description = "loopback: strength of the last loop; --denoising-strength is that of the first. Default 0.5.", HelpName = "X" };
    private static readonly Option<DenoisingCurve?> Curve = new("--denoising-curve") { Description = "loopback: Aggressive (changes early), Linear (default), Lazy (changes late).", HelpName = "NAME" };

    private static readonly Option<bool> PutAtStart = new("--put-at-start") { Description = "prompt-matrix: the parts after the first | stand before the first part." };
    private static readonly Option<bool> DifferentSeeds = new("--different-seeds") { Description = "prompt-matrix: the seed counts on from picture to picture." };
    private static readonly Option<PromptType?> PromptTypeName = new("--prompt-type") { Description = "prompt-matrix: the prompt with the parts, positive (default) or negative.", HelpName = "NAME" };
    private static readonly Option<VariationsDelimiter?> Delimiter = new("--variations-delimiter") { Description = "prompt-matrix: what joins the parts, comma (default) or space.", HelpName = "NAME" };
    private static readonly Option<int?> MarginSize = new("--margin-size") { Description = "prompt-matrix: white pixels between the pictures of the grid. Default 0.", HelpName = "N" };

    private static readonly Option<string?> PromptsFile = new("--prompts-file") { Description = $"prompts-from-file: a text file, one prompt a line, or options: {string.Join(", ", PromptsFromFile.LineOptions.Select(option => $"--{option}"))}.", HelpName = "FILE" };
    private static readonly Option<bool> IterateSeed = new("--iterate-seed") { Description = "prompts-from-file: the seed counts on from line to line." };
    private static readonly Option<bool> SameSeed = new("--same-random-seed") { Description = "prompts-from-file: a random seed is the same for all lines." };
    private static readonly Option<PromptPosition?> Position = new("--prompt-position") { Description = "prompts-from-file: a line stands at the start (default) or end of --prompt.", HelpName = "NAME" };
    private static readonly Option<bool> MakeCombined = new("--make-combined") { Description = "prompts-from-file: also show all pictures together." };

    private static readonly Option<int?> TileOverlap = new("--tile-overlap") { Description = "sd-upscale: pixels that tiles of --width and --height share. Default 64.", HelpName = "N" };
    private static readonly Option<double?> ScaleFactor = new("--scale-factor") { Description = "sd-upscale: factor of both sides, 1 to 4. Default 2.", HelpName = "X" };
    private static readonly Option<string?> Upscaler = new("--upscaler") { Description = "sd-upscale: None (default; the size stays), Lanczos, Nearest, an ESRGAN file or its name in models/ESRGAN or models/RealESRGAN.", HelpName = "NAME" };

    private static readonly Dictionary<string, Option[]> OptionsOf = new()
    {
        [SdUpscale.ScriptName] = [TileOverlap, ScaleFactor, Upscaler],
        [PromptsFromFile.ScriptName] = [PromptsFile, IterateSeed, SameSeed, Position, MakeCombined],
        [PromptMatrix.ScriptName] = [PutAtStart, DifferentSeeds, PromptTypeName, Delimiter, MarginSize],
        [Loopback.ScriptName] = [Loops, FinalDenoisingStrength, Curve],
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isImageToImage">Whether it has a picture to start from.</param>
    public static void AddTo(Command command, bool isImageToImage)
    {
        command.Add(Name);
        foreach (var option in Scripts(isImageToImage).SelectMany(script => OptionsOf[script.Name])) command.Add(option);
    }

    /// <summary>The request with what the command line says.</summary>
    /// <exception cref="UserErrorException">There is no such script, or an option belongs to another.</exception>
    public static GenerateRequest Apply(GenerateRequest request, ParseResult result)
    {
        var scripts = Scripts(result.CommandResult.Command.Name == "img2img").ToList();
        Script? chosen = null;
        if (result.GetValue(Name) is { } name)
            chosen = scripts.Find(script => string.Equals(script.Name, name, StringComparison.OrdinalIgnoreCase)) ?? throw new UserErrorException($"--script {name} is unknown here. Use {string.Join(", ", scripts.Select(script => script.Name))}.");
        foreach (var script in scripts.Where(script => script.Name != chosen?.Name))
        {
            if (OptionsOf[script.Name].FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } stray)
                throw new UserErrorException($"{stray.Name} belongs to --script {script.Name}, which was not given. Add it, or leave {stray.Name} out.");
        }

        return request with { Script = chosen is null ? null : Override(chosen, result) };
    }

    private static string TextOf(string file)
    {
        if (!File.Exists(file)) throw new UserErrorException($"--prompts-file {file} does not exist.");
        return new FileInfo(file).Length <= MostBytesOfPrompts ? File.ReadAllText(file) : throw new UserErrorException($"--prompts-file {file} has {new FileInfo(file).Length} bytes, more than the {MostBytesOfPrompts} that are read. Make several files.");
    }

    private static IEnumerable<Script> Scripts(bool isImageToImage) => ScriptCatalog.All.Where(script => isImageToImage || !script.IsOnlyImageToImage);

    private static Script Override(Script script, ParseResult result) => script switch
    {
        Loopback loopback => loopback with
        {
            Loops = result.GetValue(Loops) ?? loopback.Loops,
            FinalDenoisingStrength = result.GetValue(FinalDenoisingStrength) ?? loopback.FinalDenoisingStrength,
            Curve = result.GetValue(Curve) ?? loopback.Curve,
        },
        PromptMatrix matrix => matrix with
        {
            PutsAtStart = result.GetValue(PutAtStart),
            UsesDifferentSeeds = result.GetValue(DifferentSeeds),
            PromptType = result.GetValue(PromptTypeName) ?? matrix.PromptType,
            Delimiter = result.GetValue(Delimiter) ?? matrix.Delimiter,
            Margin = result.GetValue(MarginSize) ?? matrix.Margin,
        },
        PromptsFromFile lines => lines with
        {
            Text = TextOf(result.GetValue(PromptsFile) ?? throw new UserErrorException("--prompts-file is missing. Give a text file with one prompt a line.")),
            IteratesSeed = result.GetValue(IterateSeed),
            SharesRandomSeed = result.GetValue(SameSeed),
            Position = result.GetValue(Position) ?? lines.Position,
            MakesCombined = result.GetValue(MakeCombined),
        },
        SdUpscale upscale => upscale with
        {
            Overlap = result.GetValue(TileOverlap) ?? upscale.Overlap,
            Scale = result.GetValue(ScaleFactor) ?? upscale.Scale,
            Upscaler = result.GetValue(Upscaler) ?? upscale.Upscaler,
        },
        _ => script,
    };
}
