namespace Senmitsu.Tests.Web.Localization.Messages;

/// <summary>Texts of the sources that look like messages and reach no page, or are names that are the same in every language.</summary>
internal static class MessagesOfNoPage
{
    /// <summary>Parts of paths. The first are the keys and names of infotexts and menus, then tables of letters, then what only the command line does.</summary>
    private static readonly string[] Files =
    [
        "Infotext.cs", "Infotext/InfotextParser.cs", "Generation/PictureSettings.cs", "Generation/RenamedLoras.cs",
        "HiresPassNames.cs", "HiresUpscalerNames.cs", "MaskedContentNames.cs", "ResizeModeNames.cs", "EmphasisModes.cs", "SamplerCatalog.cs", "UpscalerCatalog.cs", "Spacing.cs", "GridAxisKinds.cs", "LabelFonts.cs", "OtherModelFamilies.cs", "Files/LoraFileModule.cs", "KohyaGuiNetwork.cs",
        "HtmlCharacterReferences.Table.cs",
        "Lora/Tools/", "Loras/ExtractLora.cs", "Loras/LoraOutput.cs", "Loras/LoraRatio.cs", "Loras/MergeLoras.cs", "Loras/ResizeLora.cs", "Loras/VerifyLora.cs", "Generation/InputPictures.cs",
        "Numpy/", // files of latents beside pictures: one that cannot be read is made anew
    ];

    private static readonly string[] Texts =
    [
        // The command line alone.
        "--input-dir {}: no picture in it could be used; the notes say why for each.",
        "--xyz '{}' is not understood. Write an axis, a name and its values, for example \"x:steps=10,20\".",
        "--xyz: the axis {} is given {} times. Use x, y and z once each.",

        // Topics of the doctor, which have a table of their own.
        "data folder", "tensor engine", "free disk", "CLIP tokenizer",

        // Names, and what is written into files.
        "Prompt order", "Prompt matrix", "Prompts from file or textbox", "SD upscale", "Final denoising strength", "Denoising curve", "SD upscale overlap", "SD upscale upscaler", "senmitsu latent 1", "command line", "{}, Postprocess upscaler: {}{}", "--network_args {}", "lr_scheduler {}",
        "id, kind, title, settings, settings_version, state, created, stopped_by, message, attempts, continues, started, ended",

        // What a message of the system is recognized by.
        "cannot open shared object file", "file too short", "invalid ELF header", "can't allocate memory", "out of memory", "not enough memory", "tried to allocate",

        // Words that fill holes of templates which hold them.
        "schedule type", "whole number", "white and inverted", "wrong shape", "one of {}",

        // Reasons for warnings that are off, and mistakes of programmers.
        "The members are number types; these are their names.", "A source without a timer has nothing to free, and a request may come at any time.",
        "tensor '{}' of '{}' has {} bytes, a span holds at most {}; take its address", "{} has no counterpart here", "tensors of {} are not written",

        // An example of a caption, which the command line shows.
        "in front", "in any order", "perhaps without some tags", "at the end",
    ];

    /// <summary>Whether a text is one of these.</summary>
    public static bool Contain(SourceText text) => Files.Any(file => text.Path.Contains(file, StringComparison.Ordinal)) || Texts.Contains(text.With("{}"));

    /// <summary>Exceptions that nothing needs any more.</summary>
    /// <param name="untranslated">What is not translated.</param>
    public static IEnumerable<string> Unneeded(IReadOnlyList<SourceText> untranslated) =>
        Files.Where(file => !untranslated.Any(text => text.Path.Contains(file, StringComparison.Ordinal))).Concat(Texts.Where(known => !untranslated.Any(text => text.With("{}") == known)));
}
