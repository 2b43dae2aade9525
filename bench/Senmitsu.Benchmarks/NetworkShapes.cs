using Senmitsu.Models.Clip;
using Senmitsu.Models.Layers;
using Senmitsu.Models.Unet;
using Senmitsu.Models.Vae;

namespace Senmitsu.Benchmarks;

/// <summary>Module keys and shapes of a network, without its weights.</summary>
internal static class NetworkShapes
{
    /// <summary>A UNet's.</summary>
    public static IReadOnlyList<(string Key, long[] Shape)> Of(UnetConfig config) => Record(source => new Unet(config, source));

    /// <summary>An autoencoder's.</summary>
    public static IReadOnlyList<(string Key, long[] Shape)> Of(VaeConfig config) => Record(source => new Vae(config, source));

    /// <summary>A text encoder's.</summary>
    public static IReadOnlyList<(string Key, long[] Shape)> Of(ClipTextConfig config) => Record(source => new ClipTextEncoder(config, source));

    private static IReadOnlyList<(string Key, long[] Shape)> Record(Func<WeightSource, IDisposable> build)
    {
        var shapes = new WeightShapes();
        using (build(shapes))
        {
            return shapes.Weights;
        }
    }
}
