using System.CommandLine;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio;
using Senmitsu.Studio.Generation;

namespace Senmitsu.Cli.Commands;

/// <summary>Options of <c>img2img</c>: what it starts from, masks, soft inpainting, folders of pictures.</summary>
internal static class ImageToImageOptions
{
    private static readonly Option<string?> InitImage = new("--init-image") { Description = "Picture to start from.", HelpName = "FILE" };
    private static readonly Option<string?> InputDir = new("--input-dir") { Description = "Folder with pictures to start from; results have their names.", HelpName = "DIR" };
    private static readonly Option<double?> DenoisingStrength = new("--denoising-strength") { Description = "0 keeps the picture, 1 ignores it. Default 0.75.", HelpName = "X" };
    private static readonly Option<int?> ResizeModeNumber = new("--resize-mode") { Description = "0 just resize (default), 1 crop, 2 fill, 3 latent upscale.", HelpName = "N" };
    private static readonly Option<double?> ResizeBy = new("--resize-by") { Description = "Make it this times as large as the picture, instead of --width and --height.", HelpName = "X" };
    private static readonly Option<bool?> CorrectsColors = new("--color-correction") { Description = "Give the result the colours of the picture." };

    private static readonly Option<string?> Mask = new("--mask") { Description = "Inpainting: white, or opaque where parts are transparent, is repainted.", HelpName = "FILE" };
    private static readonly Option<string?> MaskDir = new("--mask-dir") { Description = "Masks for --input-dir: one for all, or one named as each picture.", HelpName = "DIR" };
    private static readonly Option<int?> MaskBlur = new("--mask-blur") { Description = "Blur of the mask's edge in pixels. Default 4.", HelpName = "N" };
    private static readonly Option<int?> MaskBlurX = new("--mask-blur-x") { Description = "The same along rows only.", HelpName = "N" };
    private static readonly Option<int?> MaskBlurY = new("--mask-blur-y") { Description = "The same along columns only.", HelpName = "N" };
    private static readonly Option<bool?> Inverts = new("--inpainting-mask-invert", "--invert-mask") { Description = "Repaint what is not masked." };
    private static readonly Option<bool?> Rounds = new("--mask-round") { Description = "true (default): no half-masked latents; false keeps the mask's greys.", HelpName = "BOOL" };
    private static readonly Option<string?> Content = new("--inpainting-fill") { Description = $"Under the mask: {string.Join(", ", MaskedContentNames.All)} (0…3). Default original.", HelpName = "NAME" };
    private static readonly Option<bool?> OnlyMasked = new("--inpaint-full-res", "--only-masked") { Description = "Make only the masked part, at full size, and put it back." };
    private static readonly Option<int?> Padding = new("--inpaint-full-res-padding") { Description = "Pixels around the mask that it looks at. Default 32.", HelpName = "N" };
    private static readonly Option<double?> ConditioningWeight = new("--inpainting-mask-weight") { Description = "Inpainting models: how much of the masked part they do not see. Default 1.", HelpName = "X" };

    private static readonly Option<bool?> IsSoft = new("--soft-inpainting") { Description = "Mix half-masked parts at every step; use a large --mask-blur." };
    private static readonly Option<double?> ScheduleBias = new("--soft-inpainting-schedule-bias") { Description = "Keep the original more near the end (below 1) or the beginning. Default 1.", HelpName = "X" };
    private static readonly Option<double?> Preservation = new("--soft-inpainting-preservation") { Description = "How strongly half-masked parts keep the original. Default 0.5.", HelpName = "X" };
    private static readonly Option<double?> ContrastBoost = new("--soft-inpainting-contrast-boost") { Description = "Against washed-out transitions, 1…32. Default 4.", HelpName = "X" };
    private static readonly Option<double?> MaskInfluence = new("--soft-inpainting-mask-influence") { Description = "Let the mask decide what returns, 0…1. Default 0.", HelpName = "X" };
    private static readonly Option<double?> DifferenceThreshold = new("--soft-inpainting-difference-threshold") { Description = "How much may change before the original stops returning. Default 0.5.", HelpName = "X" };
    private static readonly Option<double?> DifferenceContrast = new("--soft-inpainting-difference-contrast") { Description = "How sharp that border is. Default 2.", HelpName = "X" };

    /// <summary>Adds them to <c>img2img</c>.</summary>
    public static void AddTo(Command command)
    {
        Option[] options =
        [
            InitImage, InputDir, DenoisingStrength, ResizeModeNumber, ResizeBy, CorrectsColors, Mask, MaskDir, MaskBlur, MaskBlurX, MaskBlurY, Inverts, Rounds, Content, OnlyMasked, Padding,
            ConditioningWeight, IsSoft, ScheduleBias, Preservation, ContrastBoost, MaskInfluence, DifferenceThreshold, DifferenceContrast,
        ];
        foreach (var option in options) command.Add(option);
    }

    /// <summary>Adds the one that <c>txt2img</c> has too.</summary>
    public static void AddToTextToImage(Command command) => command.Add(ConditioningWeight);

    /// <summary>The request with what the command line says.</summary>
    /// <exception cref="UserErrorException">A value is not understood, or there is nothing to start from.</exception>
    public static GenerateRequest Apply(GenerateRequest request, ParseResult result)
    {
        var settings = request.Settings;
        if (!result.CommandResult.Command.Options.Contains(InitImage)) return request with { Settings = settings with { Inpaint = settings.Inpaint with { ConditioningWeight = result.GetValue(ConditioningWeight) ?? settings.Inpaint.ConditioningWeight } } };
        if (result.GetValue(InitImage) is null && result.GetValue(InputDir) is null) throw new UserErrorException("--init-image is missing. Give the picture to start from, or a folder of pictures with --input-dir.");
        if (result.GetValue(ResizeModeNumber) is { } mode && !Enum.IsDefined((ResizeMode)mode)) throw new UserErrorException($"--resize-mode {mode} is unknown. Use 0, 1, 2 or 3.");
        return request with
        {
            InputImagePath = result.GetValue(InitImage),
            InputFolder = result.GetValue(InputDir),
            MaskPath = result.GetValue(Mask),
            MaskFolder = result.GetValue(MaskDir),
            ResizeBy = result.GetValue(ResizeBy),
            Settings = settings with
            {
                DenoisingStrength = result.GetValue(DenoisingStrength) ?? settings.DenoisingStrength,
                ResizeMode = (ResizeMode?)result.GetValue(ResizeModeNumber) ?? settings.ResizeMode,
                CorrectsColors = result.GetValue(CorrectsColors) ?? settings.CorrectsColors,
                Inpaint = Override(settings.Inpaint, result),
            },
        };
    }

    /// <summary>Whether it is img2img without a mask.</summary>
    public static bool LacksMask(ParseResult result) =>
        result.CommandResult.Command.Options.Contains(Mask) && result.GetValue(Mask) is null && result.GetValue(MaskDir) is null;

    private static InpaintSettings Override(InpaintSettings defaults, ParseResult result) => defaults with
    {
        BlurX = result.GetValue(MaskBlurX) ?? result.GetValue(MaskBlur) ?? defaults.BlurX,
        BlurY = result.GetValue(MaskBlurY) ?? result.GetValue(MaskBlur) ?? defaults.BlurY,
        IsInverted = result.GetValue(Inverts) ?? defaults.IsInverted,
        RoundsMask = result.GetValue(Rounds) ?? defaults.RoundsMask,
        Content = result.GetValue(Content) is not { } name
            ? defaults.Content
            : MaskedContentNames.Find(name) ?? throw new UserErrorException($"--inpainting-fill {name} is unknown. Use one of {string.Join(", ", MaskedContentNames.All)}."),
        OnlyMasked = result.GetValue(OnlyMasked) ?? defaults.OnlyMasked,
        Padding = result.GetValue(Padding) ?? defaults.Padding,
        ConditioningWeight = result.GetValue(ConditioningWeight) ?? defaults.ConditioningWeight,
        Soft = result.GetValue(IsSoft) ?? defaults.Soft is not null ? Override(defaults.Soft ?? new SoftInpaintSettings(), result) : null,
    };

    private static SoftInpaintSettings Override(SoftInpaintSettings defaults, ParseResult result) => defaults with
    {
        ScheduleBias = result.GetValue(ScheduleBias) ?? defaults.ScheduleBias,
        PreservationStrength = result.GetValue(Preservation) ?? defaults.PreservationStrength,
        ContrastBoost = result.GetValue(ContrastBoost) ?? defaults.ContrastBoost,
        MaskInfluence = result.GetValue(MaskInfluence) ?? defaults.MaskInfluence,
        DifferenceThreshold = result.GetValue(DifferenceThreshold) ?? defaults.DifferenceThreshold,
        DifferenceContrast = result.GetValue(DifferenceContrast) ?? defaults.DifferenceContrast,
    };
}
