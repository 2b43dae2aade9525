using Senmitsu.Formats.Weights;

namespace Senmitsu.Studio.Models;

/// <summary>Finds upscalers by path, by file name, or by the names A1111 gives to Real-ESRGAN's files.</summary>
/// <param name="places">Where model files lie.</param>
/// <param name="namesNoFiles">As <see cref="Generation.GenerateRequest.NamesNoFiles"/>.</param>
public sealed class UpscalerCatalog(ModelFolders places, bool namesNoFiles = false)
{
    /// <summary>A1111's menu names (modules/realesrgan_model.py) and the published files behind them.</summary>
    private static readonly Dictionary<string, string> MenuNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["R-ESRGAN General 4xV3"] = "realesr-general-x4v3",
        ["R-ESRGAN General WDN 4xV3"] = "realesr-general-wdn-x4v3",
        ["R-ESRGAN AnimeVideo"] = "realesr-animevideov3",
        ["R-ESRGAN 4x+"] = "RealESRGAN_x4plus",
        ["R-ESRGAN 4x+ Anime6B"] = "RealESRGAN_x4plus_anime_6B",
        ["R-ESRGAN 2x+"] = "RealESRGAN_x2plus",
    };

    /// <summary>Names of the upscalers that are there.</summary>
    public IReadOnlyList<string> Names => [.. Files().Select(file => Path.GetFileNameWithoutExtension(file)).Distinct(StringComparer.Ordinal)];

    /// <summary>The file of an upscaler.</summary>
    /// <param name="argument">Where the user named it.</param>
    /// <param name="name">A path, a file's name with or without its ending, or A1111's menu name.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public string Find(string argument, string name)
    {
        if (!namesNoFiles && File.Exists(name)) return name;
        var wanted = MenuNames.GetValueOrDefault(name, name);
        return Files().FirstOrDefault(file => Path.GetFileName(file) == wanted || Path.GetFileNameWithoutExtension(file) == wanted)
            ?? throw new UserErrorException($"{argument}: the upscaler '{name}' is neither a file nor in {string.Join(", ", Folders())}. {(Names.Count > 0 ? $"There are {string.Join(", ", Names)}." : "Put ESRGAN or Real-ESRGAN files (.pth, .safetensors) there, or give a path.")}");
    }

    private IEnumerable<string> Files() =>
        places.Of(ModelKind.Upscaler).SelectMany(folder => Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Where(WeightFiles.HasEnding).Order(StringComparer.Ordinal));

    private IEnumerable<string> Folders() => places.Of(ModelKind.Upscaler) is { Count: > 0 } found ? found : [places.Own(ModelKind.Upscaler)];
}
