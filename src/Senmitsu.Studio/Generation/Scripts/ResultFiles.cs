using Senmitsu.Formats.Infotext;
using Senmitsu.Generation;
using Senmitsu.Studio.Generation.Grids;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>The pictures of a job: each is on disk as soon as it is made, and is kept in memory if it may stand in a grid.</summary>
/// <param name="folder">Where they go.</param>
/// <param name="keepsPixels">Whether there will be a grid.</param>
/// <param name="progress">Told each.</param>
internal sealed class ResultFiles(string folder, bool keepsPixels, IProgress<GenerateEvent> progress)
{
    private readonly List<SavedImage> _saved = [];
    private readonly List<FinishedPicture> _forGrids = [];

    /// <summary>The pictures saved.</summary>
    public IReadOnlyList<SavedImage> Saved => _saved;

    /// <summary>Those that may stand in a grid.</summary>
    public IReadOnlyList<FinishedPicture> ForGrids => _forGrids;

    /// <summary>Saves a picture.</summary>
    /// <param name="cell">How it was made.</param>
    /// <param name="image">The picture.</param>
    /// <param name="name">Its name without ending; <see langword="null"/> for the next number.</param>
    public void Save(GridCell cell, GeneratedImage image, string? name)
    {
        var infotext = InfotextWriter.Write(image.Infotext);
        var path = name is null ? ImageFiles.Save(folder, image.Image, image.Seed, infotext) : ImageFiles.SaveAs(folder, name, image.Image, infotext);
        var file = new SavedImage(path, image.Seed, infotext);
        _saved.Add(file);
        if (keepsPixels) _forGrids.Add(new(cell, image, file));
        progress.Report(new GenerateEvent.Saved(file));
    }
}
