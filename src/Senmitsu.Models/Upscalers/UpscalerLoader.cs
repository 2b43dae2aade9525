using Senmitsu.Formats.Pickle;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using static TorchSharp.torch;

namespace Senmitsu.Models.Upscalers;

/// <summary>Upscaler file → network. Kind, sizes and factor are read from tensor names and shapes.</summary>
public static class UpscalerLoader
{
    internal const string Remedy = "Use an ESRGAN or Real-ESRGAN upscaler (.pth or .safetensors), such as R-ESRGAN 4x+.";

    /// <summary>Whether tensors are those of an upscaler that can be loaded.</summary>
    /// <param name="file">The open file. Borrowed.</param>
    public static bool IsUpscaler(WeightFile file)
    {
        var tensors = UpscalerKeys.Of(file);
        return RrdbNetwork.Fits(tensors) || CompactNetwork.Fits(tensors);
    }

    /// <summary>Loads an upscaler.</summary>
    /// <param name="path">A <c>.pth</c>, <c>.pt</c> or <c>.safetensors</c> file.</param>
    /// <param name="dataType">dtype of the network.</param>
    /// <param name="device">Where it lives.</param>
    /// <returns>The network. Caller owns it.</returns>
    /// <exception cref="SafetensorsException">The file is no sound safetensors file.</exception>
    /// <exception cref="PickleException">The file is no sound pickle, or wants to run code.</exception>
    /// <exception cref="ModelMismatchException">The file holds another kind of network.</exception>
    /// <exception cref="NonFiniteWeightsException">A weight is NaN or infinite.</exception>
    public static IUpscaler Load(string path, ScalarType dataType, Device device)
    {
        using var _ = no_grad();
        using var file = WeightFiles.Open(path);
        var tensors = UpscalerKeys.Of(file);
        var isRrdb = RrdbNetwork.Fits(tensors);
        if (!isRrdb && !CompactNetwork.Fits(tensors))
            throw new ModelMismatchException(path, [], [.. file.Tensors.Keys.Take(3)], [], $"It is no upscaler that is known here. {Remedy}");

        var weights = new UpscalerWeights(file, tensors, dataType, device);
        IUpscaler network = isRrdb ? new RrdbNetwork(RrdbConfig.FromShapes(path, tensors), weights) : new CompactNetwork(path, tensors, weights);
        try
        {
            weights.ThrowIfMismatch();
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
