using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Clip;
using Senmitsu.Models.Unet;
using Senmitsu.Models.Vae;

namespace Senmitsu.Benchmarks;

/// <summary>A Stable Diffusion 1.5 checkpoint of full size with random weights: LDM layout, float16, about 2 GB. Made on this machine, never shipped.</summary>
internal static class FullSizeCheckpoint
{
    /// <summary>Environment variable that names the folder for generated data.</summary>
    public const string FolderVariable = "SENMITSU_BENCH_DATA";

    /// <summary>Where the file is, or will be.</summary>
    public static string DefaultPath { get; } = Path.Combine(
        Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? Path.GetFullPath(folder) : Path.Combine(Path.GetTempPath(), "senmitsu-bench"),
        "sd15-random-v1.safetensors");

    /// <summary>Writes the file if it is not there. It appears whole or not at all.</summary>
    public static void Ensure(string path)
    {
        if (File.Exists(path)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SafetensorsWriter.Write(path, RandomWeights.Tensors([.. Tensors()]), null);
    }

    /// <summary>Checkpoint keys and shapes of all three networks.</summary>
    public static IEnumerable<(string Key, long[] Shape)> Tensors()
    {
        var unet = UnetConfig.StableDiffusion15;
        var vae = VaeConfig.StableDiffusion15;
        return
        [
            .. Named(NetworkShapes.Of(unet), LdmUnetKeys.Create(unet.Channels.Count, unet.ResnetsPerLevel, unet.AttentionLevels)),
            .. Named(NetworkShapes.Of(vae), LdmVaeKeys.Create(vae.Channels.Count, vae.ResnetsPerLevel)),
            .. Named(NetworkShapes.Of(ClipTextConfig.VitL14), ClipTextKeys.Create()),
        ];
    }

    private static IEnumerable<(string Key, long[] Shape)> Named(IReadOnlyList<(string Key, long[] Shape)> weights, WeightKeyMap keys) =>
        weights.Select(weight => keys.TryToCheckpoint(weight.Key, out var key) ? (key, weight.Shape) : throw new InvalidOperationException($"'{weight.Key}' has no checkpoint key"));
}
