using Senmitsu.Models;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Testing;

/// <summary>The tiny checkpoint of the golden folder.</summary>
internal static class TinyModel
{
    /// <summary>Full path of the checkpoint.</summary>
    public static string Path => Golden.File("tiny-sd15.safetensors");

    /// <summary>Loads it in float32 on the CPU. Caller owns it.</summary>
    public static StableDiffusionModel Load() => StableDiffusionLoader.Load(Path, ScalarType.Float32, CPU);
}
