namespace Senmitsu.Studio.Generation;

/// <summary>Which pictures a request starts from (A1111's img2img batch: <c>modules/img2img.py</c>, <c>process_batch</c>).</summary>
internal static class InputPictures
{
    private static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff"];

    /// <summary>Finds them, without reading any.</summary>
    /// <returns>At least one; for txt2img one without a picture.</returns>
    /// <exception cref="UserErrorException">A file is missing, or options do not go together.</exception>
    public static IReadOnlyList<InputPicture> Find(GenerateRequest request)
    {
        if (request.InputImagePath is not null && request.InputFolder is not null) throw new UserErrorException("--init-image and --input-dir were both given. Give one picture or one folder.");
        if (request.MaskPath is not null && request.MaskFolder is not null) throw new UserErrorException("--mask and --mask-dir were both given. Give one mask or one folder.");
        if (request.MaskFolder is not null && request.InputFolder is null) throw new UserErrorException("--mask-dir was given without --input-dir. Use --mask for a single picture.");
        if (request.MaskPath is not null) RequiredFiles.Check("--mask", request.MaskPath);
        if (request.InputFolder is { } folder) return InFolder(request, folder);
        if (request.InputImagePath is not null) RequiredFiles.Check("--init-image", request.InputImagePath);
        return [new InputPicture(request.InputImagePath, request.MaskPath, IsOfFolder: false)];
    }

    private static List<InputPicture> InFolder(GenerateRequest request, string folder)
    {
        if (request.Axes.Count > 0 || request.MakesGrid) throw new UserErrorException("--input-dir makes no grids. Leave --xyz and --grid out, or use --init-image.");
        if (request.Script is { } script) throw new UserErrorException($"--input-dir: {script.Title} works on one picture. Use --init-image, or leave --script out.");
        if (!Directory.Exists(folder)) throw new UserErrorException($"--input-dir {folder} does not exist or is no folder.");
        var pictures = Pictures(folder, SearchOption.AllDirectories);
        if (pictures.Count == 0) throw new UserErrorException($"--input-dir {folder} holds no pictures ({string.Join(", ", Endings)}).");
        if (request.MaskFolder is not { } maskFolder) return [.. pictures.Select(path => new InputPicture(path, request.MaskPath, IsOfFolder: true))];

        if (!Directory.Exists(maskFolder)) throw new UserErrorException($"--mask-dir {maskFolder} does not exist or is no folder.");
        var masks = Pictures(maskFolder, SearchOption.TopDirectoryOnly);
        if (masks.Count == 0) throw new UserErrorException($"--mask-dir {maskFolder} holds no pictures ({string.Join(", ", Endings)}).");
        return [.. pictures.Select(path => new InputPicture(path, masks.Count == 1 ? masks[0] : masks.Find(mask => Stem(mask) == Stem(path)) ?? Path.Combine(maskFolder, Stem(path) + ".png"), IsOfFolder: true))];
    }

    private static List<string> Pictures(string folder, SearchOption depth) =>
        [.. Directory.EnumerateFiles(folder, "*", depth).Where(path => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];

    private static string Stem(string path) => Path.GetFileNameWithoutExtension(path);
}
