using System.Globalization;
using Senmitsu.Formats.Files;
using Senmitsu.Formats.Infotext;
using Senmitsu.Formats.Png;
using Senmitsu.Generation.Settings;
using Senmitsu.Generation.Upscaling;
using Senmitsu.Models.Upscalers;
using Senmitsu.Numerics;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Models;

namespace Senmitsu.Studio.Upscaling;

/// <summary>Use case: pictures → larger pictures, by A1111's rules of its "Extras" tab (scripts/postprocessing_upscale.py).</summary>
/// <param name="folders">Where the studio keeps things.</param>
/// <param name="clock">Source of times.</param>
public sealed class UpscaleImages(StudioFolders folders, TimeProvider clock)
{
    private static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".webp", ".bmp"];

    /// <summary>Enlarges and saves the pictures. Each is saved as soon as it is done.</summary>
    /// <param name="request">What to enlarge, and how.</param>
    /// <param name="onSaved">Told each file as soon as it is whole.</param>
    /// <param name="token">Tested before every tile.</param>
    /// <exception cref="UserErrorException">A file or an upscaler is missing, or a value cannot be used.</exception>
    public void Run(UpscaleRequest request, Action<string> onSaved, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(onSaved);
        var pictures = Files(request);
        var builtIn = HiresUpscalerNames.Find(request.Upscaler);
        if (builtIn is not (null or HiresUpscaler.Lanczos or HiresUpscaler.Nearest)) throw new UserErrorException($"--upscaler {request.Upscaler} works on latents only. Use Lanczos, Nearest or an ESRGAN file.");
        NativeLibraries.Load();
        using var network = builtIn is null ? Open(request) : null;
        var folder = request.OutputFolder ?? folders.Extras(clock.GetLocalNow());
        foreach (var picture in pictures)
        {
            token.ThrowIfCancellationRequested();
            var image = ImageFile.Read(picture, RgbColor.White);
            onSaved(Save(folder, Enlarge(image, request, (source, factor) => network?.Upscale(source, factor, token) ?? Plain(source, factor, builtIn)), InfotextFiles.Read(picture), Describe(request)));
        }
    }

    /// <summary>Checks a request and finds its pictures.</summary>
    /// <returns>At least one.</returns>
    /// <inheritdoc cref="Run" path="/exception"/>
    internal static IReadOnlyList<string> Files(UpscaleRequest request)
    {
        request.Check();
        var pictures = request.Pictures.SelectMany(Files).ToList();
        return pictures.Count > 0 ? pictures : throw new UserErrorException($"there is no picture in {string.Join(", ", request.Pictures)}. Give .png, .jpg, .webp or .bmp files.");
    }

    private static IEnumerable<string> Files(string path)
    {
        if (Directory.Exists(path)) return Directory.EnumerateFiles(path).Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal);
        RequiredFiles.Check("PICTURE", path);
        return [path];
    }

    private PictureUpscaler Open(UpscaleRequest request)
    {
        var path = new UpscalerCatalog(new ModelFolders(folders, request.ModelsFolder)).Find("--upscaler", request.Upscaler);
        var device = ComputeDevice.Parse(request.Device);
        return new PictureUpscaler(UpscalerLoader.Load(path, device.Resolve(request.Precision), device.Device), device.Device, request.Tile == 0 ? null : new PictureTiles(request.Tile, request.Overlap));
    }

    private static PixelImage Enlarge(PixelImage image, UpscaleRequest request, Func<PixelImage, double, PixelImage> upscale)
    {
        if (request.Width == 0) return upscale(image, request.Scale);
        var covering = upscale(image, Math.Max((double)request.Width / image.Width, (double)request.Height / image.Height));
        return request.Crops ? Centred(covering, request.Width, request.Height) : covering;
    }

    /// <summary>Puts a picture into the middle of a size; what is beyond is cut, what lacks is black.</summary>
    private static PixelImage Centred(PixelImage image, int width, int height)
    {
        var result = new PixelImage(width, height);
        int left = width / 2 - image.Width / 2, top = height / 2 - image.Height / 2;
        for (var y = Math.Max(0, top); y < Math.Min(height, top + image.Height); y++)
        {
            int from = Math.Max(0, -left), count = Math.Min(image.Width - from, width - Math.Max(0, left));
            image.Row(y - top).Slice(from * PixelImage.Channels, count * PixelImage.Channels).CopyTo(result.Row(y)[(Math.Max(0, left) * PixelImage.Channels)..]);
        }

        return result;
    }

    /// <summary>Without a network: to the size, sides being multiples of 8 as with one.</summary>
    private static PixelImage Plain(PixelImage image, double factor, HiresUpscaler? upscaler)
    {
        const int Step = 8;
        int width = Math.Max(Step, (int)(image.Width * factor) / Step * Step), height = Math.Max(Step, (int)(image.Height * factor) / Step * Step);
        return upscaler == HiresUpscaler.Nearest ? PointResampler.Resize(image, width, height, ResizeInterpolation.Nearest) : LanczosResampler.Resize(image, width, height);
    }

    private static string Describe(UpscaleRequest request)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"{request.Width}x{request.Height}");
        var how = request.Width == 0 ? string.Create(CultureInfo.InvariantCulture, $"Postprocess upscale by: {request.Scale}") : request.Crops ? $"Postprocess upscale to: {size}, Postprocess crop to: {size}" : $"Postprocess upscale to: {size}";
        return $"{how}, Postprocess upscaler: {InfotextQuoting.Quote(File.Exists(request.Upscaler) ? Path.GetFileNameWithoutExtension(request.Upscaler) : request.Upscaler)}";
    }

    /// <summary>A1111 keeps the picture's own text and writes the new keys beside it.</summary>
    private static string Save(string folder, PixelImage image, string? infotext, string facts)
    {
        const string Keyword = "postprocessing";
        Directory.CreateDirectory(folder);
        var png = PngTextChunks.Write(ImageFile.EncodePng(image), Keyword, facts);
        if (infotext is not null) png = PngTextChunks.Write(png, PngTextChunks.ParametersKeyword, infotext);
        var path = Path.Combine(folder, $"{ImageFiles.NextNumber(folder).ToString("D5", CultureInfo.InvariantCulture)}.png");
        AtomicFile.Write(path, stream => stream.Write(png));
        return path;
    }
}
