using Senmitsu.Formats.Files;
using Senmitsu.Formats.Weights;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Clip;
using Senmitsu.Models.Layers;
using Senmitsu.Models.Unet;
using Senmitsu.Models.Vae;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>A finished built-in model from which another one is trained on. Owns the open file.</summary>
public sealed class StartingModel : IDisposable
{
    private readonly WeightFile _file;

    private StartingModel(WeightFile file)
    {
        _file = file;
        var unet = UnetConfig.FromCheckpoint(file);
        Unet = new CheckpointWeights(file, LdmUnetKeys.Create(unet.Channels.Count, unet.ResnetsPerLevel, unet.AttentionLevels), ScalarType.Float32, CPU);
    }

    /// <summary>Weights of its denoising network; layers that it does not have are not in it.</summary>
    public CheckpointWeights Unet { get; }

    /// <summary>Opens a checkpoint.</summary>
    /// <param name="path">The file, in the original (LDM) layout.</param>
    /// <exception cref="Senmitsu.Models.ModelMismatchException">The file holds no Stable Diffusion.</exception>
    public static StartingModel Open(string path)
    {
        var file = CheckpointFile.Open(path);
        try
        {
            return new StartingModel(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Its text encoder.</summary>
    /// <returns>Module key → float32. Caller owns it.</returns>
    public WeightSet TextEncoder() => Read(ClipTextKeys.Create());

    /// <summary>Its autoencoder.</summary>
    /// <param name="config">Sizes that it must have.</param>
    /// <returns>Module key → float32. Caller owns it.</returns>
    public WeightSet Vae(VaeConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return Read(LdmVaeKeys.Create(config.Channels.Count, config.ResnetsPerLevel));
    }

    /// <summary>Copies its vocabulary, without which its text encoder understands nothing.</summary>
    /// <param name="folder">The folder, made if absent.</param>
    /// <exception cref="ClipTokenizerException">There is no vocabulary beside the file.</exception>
    public void CopyTokenizer(string folder)
    {
        var source = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(_file.Path))!, DemoModelFiles.TokenizerFolder);
        _ = ClipTokenizer.FromFolder(source);
        Directory.CreateDirectory(folder);
        foreach (var path in Directory.EnumerateFiles(source))
        {
            var content = File.ReadAllBytes(path);
            AtomicFile.Write(Path.Combine(folder, Path.GetFileName(path)), stream => stream.Write(content));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private WeightSet Read(WeightKeyMap keys)
    {
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var name in _file.Tensors.Keys)
        {
            if (keys.TryToModule(name, out var module)) tensors.Add(module, TensorFiles.Read(_file, name, ScalarType.Float32, CPU));
        }

        return new WeightSet(tensors);
    }
}
