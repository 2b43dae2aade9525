using System.Globalization;
using Senmitsu.Generation.Inpainting;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Studio.Generation;

/// <summary>What one run of a job starts from.</summary>
/// <param name="Path">The picture, or <see langword="null"/> for txt2img.</param>
/// <param name="MaskPath">Its mask, or <see langword="null"/>.</param>
/// <param name="IsOfFolder">Whether it is one of a folder: then results have its name, and if it is broken the others are made all the same.</param>
internal sealed record InputPicture(string? Path, string? MaskPath, bool IsOfFolder)
{
    /// <summary>Name of a result without ending; <see langword="null"/> for the usual numbers.</summary>
    /// <param name="number">Number among the results of this picture; <see langword="null"/> if there is only one.</param>
    public string? NameOf(int? number)
    {
        if (!IsOfFolder) return null;
        var stem = System.IO.Path.GetFileNameWithoutExtension(Path)!;
        return number is null ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
    }

    /// <summary>Reads the files.</summary>
    /// <param name="settings">Settings of the job.</param>
    /// <param name="resizeBy">Factor of the picture's size, or <see langword="null"/>.</param>
    /// <param name="progress">Told what the user should know.</param>
    /// <returns>What to start from and the settings with the right size; <see langword="null"/> if it is skipped.</returns>
    /// <exception cref="ImageFileException">A file is broken and not one of a folder.</exception>
    /// <exception cref="InvalidSettingsException">The factor leads to a size that cannot be made.</exception>
    public (SourcePicture? Source, GenerationSettings Settings)? Open(GenerationSettings settings, double? resizeBy, IProgress<GenerateEvent> progress)
    {
        if (Path is null) return (null, settings);
        if (IsOfFolder && MaskPath is not null && !File.Exists(MaskPath))
        {
            progress.Report(new GenerateEvent.Noted($"skipped: {Path}: there is no mask of its name in {System.IO.Path.GetDirectoryName(MaskPath)}"));
            return null;
        }

        try
        {
            var image = ImageFile.Read(Path, RgbColor.White);
            var mask = MaskPath is null ? null : MaskFile.Read(MaskPath, settings.Inpaint);
            if (mask is not null && MaskFile.IsBlank(mask, settings.Inpaint)) progress.Report(new GenerateEvent.Noted(BlankNote(settings.Inpaint)));
            return (new SourcePicture(image, mask), resizeBy is { } factor ? Resized(settings, image, factor) : settings);
        }
        catch (ImageFileException e) when (IsOfFolder)
        {
            progress.Report(new GenerateEvent.Noted($"skipped: {e.Message}"));
            return null;
        }
        catch (InvalidSettingsException e) when (IsOfFolder)
        {
            progress.Report(new GenerateEvent.Noted($"skipped: {Path}: {e.Message}"));
            return null;
        }
    }

    private string BlankNote(InpaintSettings inpaint)
    {
        var what = $"{MaskPath} masks nothing (it is all {(inpaint.IsInverted ? "white and inverted" : "black")}): ";
        return what + (inpaint.OnlyMasked ? "the whole picture is made, as without a mask" : "the picture stays as it is");
    }

    private static GenerationSettings Resized(GenerationSettings settings, PixelImage image, double factor)
    {
        var resized = settings with { Width = Side(image.Width), Height = Side(image.Height) };
        var problems = resized.Validate();
        return problems.Count == 0 ? resized : throw new InvalidSettingsException(problems);

        int Side(int side) => (int)(side * factor) / GenerationSettings.SizeStep * GenerationSettings.SizeStep;
    }
}
