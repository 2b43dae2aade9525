using System.CommandLine;
using Senmitsu.Generation.Settings;
using Senmitsu.Models.Vae;
using Senmitsu.Studio;

namespace Senmitsu.Cli.Commands;

/// <summary>The options of <c>txt2img</c> and <c>img2img</c> that change how the networks compute, or which.</summary>
internal static class NetworkOptions
{
    private static readonly Option<bool> Tiling = new("--tiling") { Description = "Seamless: opposite edges of the picture fit each other." };
    private static readonly Option<string?> VaeTilingName = new("--vae-tiling") { Description = "Bands of rows in the VAE, which save memory: auto (default, above 1024x1024, in float32 above 724x724), on, off.", HelpName = "NAME" };
    private static readonly Option<double?> TokenMerging = new("--token-merging-ratio") { Description = "Share of the tokens merged, 0 (default) … 0.9: faster, less exact.", HelpName = "X" };
    private static readonly Option<double?> HiresTokenMerging = new("--token-merging-ratio-hr") { Description = "The same in the second pass; 0 = as the first.", HelpName = "X" };
    private static readonly Option<string?> Refiner = new("--refiner-checkpoint") { Description = "Checkpoint that ends the picture: a file, a name, or none.", HelpName = "NAME" };
    private static readonly Option<double?> RefinerSwitchAt = new("--refiner-switch-at") { Description = "Share of the schedule after which it takes over, 0.01 … 1. Default 0.8.", HelpName = "X" };
    private static readonly Option<bool> RefinerBySteps = new("--refiner-by-steps") { Description = "That share is one of the steps, as before AUTOMATIC1111 1.9." };
    private static readonly Option<string?> HiresRefiner = new("--hr-refiner") { Description = "Pass of a hires fix the refiner acts in: second (default), first, both.", HelpName = "NAME" };

    /// <summary>Adds the options that both verbs have.</summary>
    public static void AddCommon(Command command)
    {
        foreach (var option in new Option[] { Tiling, VaeTilingName, TokenMerging, Refiner, RefinerSwitchAt, RefinerBySteps }) command.Add(option);
    }

    /// <summary>Adds those of txt2img: hires fix.</summary>
    public static void AddHires(Command command)
    {
        command.Add(HiresTokenMerging);
        command.Add(HiresRefiner);
    }

    /// <summary>Settings with what was given on the command line.</summary>
    /// <exception cref="UserErrorException">A value is not understood, or an option needs another.</exception>
    public static GenerationSettings Override(GenerationSettings defaults, ParseResult result) => defaults with
    {
        IsTiling = result.FlagOr(Tiling, defaults.IsTiling),
        VaeTiling = ParseTiling(result.GetValue(VaeTilingName)) ?? defaults.VaeTiling,
        TokenMerging = result.GetValue(TokenMerging) ?? defaults.TokenMerging,
        Refiner = OverrideRefiner(defaults.Refiner, result),
        Hires = Given(result, HiresTokenMerging) && result.GetValue(HiresTokenMerging) is { } share && defaults.Hires is { } hires ? hires with { TokenMerging = share } : defaults.Hires,
    };

    private static RefinerSettings? OverrideRefiner(RefinerSettings? defaults, ParseResult result)
    {
        if (result.NameOr(Refiner, defaults?.Checkpoint) is not { } checkpoint)
        {
            if (result.GetValue(RefinerSwitchAt) is not null) throw new UserErrorException("--refiner-switch-at says when the refiner takes over, but there is none. Add --refiner-checkpoint FILE.");
            return null;
        }

        defaults ??= new RefinerSettings { Checkpoint = checkpoint };
        return defaults with
        {
            Checkpoint = checkpoint,
            SwitchAt = result.GetValue(RefinerSwitchAt) ?? defaults.SwitchAt,
            SwitchesBySteps = result.FlagOr(RefinerBySteps, defaults.SwitchesBySteps),
            Pass = Given(result, HiresRefiner) && result.GetValue(HiresRefiner) is { } name
                ? HiresPassNames.Find(name) ?? throw new UserErrorException($"--hr-refiner {name} is unknown. Use second, first or both.")
                : defaults.Pass,
        };
    }

    private static bool Given(ParseResult result, Option option) => result.CommandResult.Command.Options.Contains(option);

    private static VaeTiling? ParseTiling(string? name) => name switch
    {
        null => null,
        "auto" => VaeTiling.Auto,
        "on" => VaeTiling.On,
        "off" => VaeTiling.Off,
        _ => throw new UserErrorException($"--vae-tiling {name} is unknown. Use auto, on or off."),
    };
}
