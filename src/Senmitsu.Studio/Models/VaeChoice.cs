using System.Text.Json;
using Senmitsu.Formats.Weights;

namespace Senmitsu.Studio.Models;

/// <summary>
/// Which VAE goes with a checkpoint, by AUTOMATIC1111's rule (modules/sd_vae.py): a choice of the user; else the one that the <c>.json</c> beside the
/// checkpoint names; else a <c>.vae.*</c> file beside it, or a file of the VAE folders, whose name begins with the checkpoint's; else its own.
/// </summary>
/// <param name="catalog">Finds VAEs by name.</param>
/// <param name="vaeFolders">Folders with VAE files.</param>
public sealed class VaeChoice(CheckpointCatalog catalog, IReadOnlyList<string> vaeFolders)
{
    /// <summary>The choice "by the checkpoint".</summary>
    public const string Automatic = "Automatic";

    /// <summary>The choice "the checkpoint's own".</summary>
    public const string None = "None";

    private const long LongestNote = 1 << 20;

    /// <summary>The VAE's file; <see langword="null"/> for the checkpoint's own.</summary>
    /// <param name="choice">Automatic (also <c>auto</c>, <see langword="null"/>), None, a path or a name.</param>
    /// <param name="modelPath">The checkpoint.</param>
    /// <exception cref="UserErrorException">There is no such VAE.</exception>
    public string? Resolve(string? choice, string modelPath)
    {
        if (Is(choice, None)) return null;
        if (choice is null || Is(choice, Automatic) || Is(choice, "auto")) return Directory.Exists(modelPath) ? null : Noted(modelPath) ?? Beside(modelPath);
        return catalog.TakesPaths && Directory.Exists(choice) ? choice : catalog.FindVae(choice);
    }

    private static bool Is(string? choice, string word) => string.Equals(choice, word, StringComparison.OrdinalIgnoreCase);

    /// <summary><c>{"description": "…", "vae": "vae-ft-mse.safetensors"}</c>, A1111's notes about a checkpoint.</summary>
    private string? Noted(string modelPath)
    {
        var path = Path.ChangeExtension(modelPath, ".json");
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= LongestNote }) return null;
            using var notes = JsonDocument.Parse(File.ReadAllBytes(path));
            var name = notes.RootElement.ValueKind == JsonValueKind.Object && notes.RootElement.TryGetProperty("vae", out var vae) && vae.ValueKind == JsonValueKind.String ? vae.GetString() : null;
            return string.IsNullOrEmpty(name) || Is(name, Automatic) || Is(name, None) ? null : catalog.FindVae(name);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or UserErrorException)
        {
            return null; // notes of another program, or a VAE that has gone: the checkpoint's own is right
        }
    }

    private string? Beside(string modelPath)
    {
        var stem = Path.GetFileNameWithoutExtension(modelPath);
        var folder = Path.GetDirectoryName(Path.GetFullPath(modelPath))!;
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        var beside = Directory.EnumerateFiles(folder, "*.vae.*").Concat(vaeFolders.Where(Directory.Exists).SelectMany(vaes => Directory.EnumerateFiles(vaes, "*", options)));
        return beside.Where(file => WeightFiles.HasEnding(file) && Path.GetFileName(file).StartsWith(stem, StringComparison.Ordinal)).Order(StringComparer.Ordinal).FirstOrDefault();
    }
}
