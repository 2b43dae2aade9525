using System.Numerics;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Models.Upscalers;

/// <summary>Shape of a network of residual-in-residual dense blocks.</summary>
internal sealed record RrdbConfig
{
    private const int Colours = 3;

    /// <summary>Channels of the trunk: 64 in the published networks.</summary>
    public required int Width { get; init; }

    /// <summary>Channels that each convolution of a dense block adds: 32.</summary>
    public required int Growth { get; init; }

    /// <summary>Blocks: 23, or 6 in the one for anime.</summary>
    public required int Blocks { get; init; }

    /// <summary>Doublings at the end.</summary>
    public required int Doublings { get; init; }

    /// <summary>Pixels along one side that are folded into channels before the first convolution: 1, or 2 in R-ESRGAN 2x+.</summary>
    public required int Folding { get; init; }

    /// <summary>Whether dense blocks have the extra 1×1 convolution of ESRGAN+ (Rakotonirina and Rasoanaivo 2020, 2001.08073).</summary>
    public required bool HasPointwise { get; init; }

    /// <summary>Reads the sizes off the tensors' shapes.</summary>
    /// <exception cref="ModelMismatchException">They are no colour pictures' network, or make no whole factor.</exception>
    public static RrdbConfig FromShapes(string path, IReadOnlyDictionary<string, TensorInfo> tensors)
    {
        IReadOnlyList<long> first = tensors["conv_first.weight"].Shape, dense = tensors["body.0.rdb1.conv1.weight"].Shape;
        if (first.Count != 4 || dense.Count != 4) throw Wrong("its first convolutions are no convolutions");
        int blocks = 0, doublings = 0;
        while (tensors.ContainsKey($"body.{blocks}.rdb1.conv1.weight")) blocks++;
        while (tensors.ContainsKey($"conv_up{doublings + 1}.weight")) doublings++;
        var folding = (int)Math.Sqrt(first[1] / Colours);
        if (folding < 1 || Colours * folding * folding != first[1]) throw Wrong($"it takes {first[1]} channels, colour pictures have 3, 12 or 48");
        if (doublings > 4 || 1 << doublings < folding || !BitOperations.IsPow2(folding)) throw Wrong($"{doublings} doublings after folding {folding}×{folding} pixels are no factor that is known");
        return new RrdbConfig { Width = (int)first[0], Growth = (int)dense[0], Blocks = blocks, Doublings = doublings, Folding = folding, HasPointwise = tensors.ContainsKey("body.0.rdb1.conv1x1.weight") };

        ModelMismatchException Wrong(string what) => new(path, [], [], [what], UpscalerLoader.Remedy);
    }
}
