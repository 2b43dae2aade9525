using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Datasets;

/// <summary>A folder of masks, each named like its picture (sd-scripts' <c>conditioning_data_dir</c>).</summary>
/// <param name="folder">Full path.</param>
internal sealed class MaskFolder(string folder)
{
    private readonly Dictionary<string, string> _masks = ImageFolder.Pictures(folder)
        .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal)
        .ToDictionary(masks => masks.Key, masks => masks.First(), StringComparer.Ordinal);

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The mask of a picture, or null.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="size">Its size, which the mask must have.</param>
    /// <param name="refusals">Receives what is wrong.</param>
    public string? Find(string picture, ImageSize size, List<DatasetProblem> refusals)
    {
        var name = Path.GetFileNameWithoutExtension(picture);
        if (!_masks.TryGetValue(name, out var mask))
        {
            refusals.Add(new(DatasetProblemKind.NoMask, picture, $"{picture} has no mask in {folder}; add {name}.png, white where the picture is to be learned"));
            return null;
        }

        _used.Add(name);
        try
        {
            var actual = ImageFile.ReadSize(mask);
            if (actual == size) return mask;
            refusals.Add(new(DatasetProblemKind.MaskSize, mask, $"{mask} is {actual}, its picture {picture} is {size}; make them equal"));
        }
        catch (ImageFileException e)
        {
            refusals.Add(new(DatasetProblemKind.UnreadablePicture, mask, $"{mask}: {e.Problem}; its picture cannot be masked"));
        }

        return null;
    }

    /// <summary>Names the masks without a picture.</summary>
    public void AddUnused(List<DatasetProblem> problems)
    {
        string[] unused = [.. _masks.Where(pair => !_used.Contains(pair.Key)).Select(pair => pair.Value)];
        if (unused.Length > 0) problems.Add(new(DatasetProblemKind.MaskUnused, folder, $"{folder}: no picture for {FolderChecks.Names(unused)}; they are not used"));
    }
}
