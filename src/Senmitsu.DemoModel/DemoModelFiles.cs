using Senmitsu.DemoModel.Pretraining;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Unet;
using Senmitsu.Models.Vae;
using Senmitsu.Numerics;
using Senmitsu.Studio.Models;
using static TorchSharp.torch;

namespace Senmitsu.DemoModel;

/// <summary>Finished networks → one checkpoint in the original (LDM) layout, as any Stable Diffusion 1.x model.</summary>
public static class DemoModelFiles
{
    /// <summary>Names of the files.</summary>
    public const string CheckpointName = BuiltInModel.FileName, TokenizerFolder = "tokenizer", ProbeName = "portrait-probe.safetensors";

    /// <summary>Which of the files a finished model needs are not there.</summary>
    /// <param name="folder">Folder of the model.</param>
    public static IReadOnlyList<string> Missing(string folder) =>
        [.. new[] { CheckpointName, ProbeName, Path.Combine(TokenizerFolder, "vocab.json") }.Where(name => !File.Exists(Path.Combine(folder, name)))];

    /// <summary>Writes the checkpoint; it appears whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="vae">Module key → float32. Borrowed.</param>
    /// <param name="vaeConfig">Its sizes.</param>
    /// <param name="denoiser">Prefixed module key → float32 of text encoder and UNet. Borrowed.</param>
    /// <param name="unetConfig">The UNet's sizes.</param>
    /// <param name="metadata">What the file says of itself.</param>
    internal static void Write(string path, IReadOnlyDictionary<string, Tensor> vae, VaeConfig vaeConfig, IReadOnlyDictionary<string, Tensor> denoiser, UnetConfig unetConfig, IReadOnlyDictionary<string, string> metadata)
    {
        var vaeKeys = LdmVaeKeys.Create(vaeConfig.Channels.Count, vaeConfig.ResnetsPerLevel);
        var unetKeys = LdmUnetKeys.Create(unetConfig.Channels.Count, unetConfig.ResnetsPerLevel, unetConfig.AttentionLevels);
        var textKeys = ClipTextKeys.Create();
        List<TensorData> tensors = [.. vae.Select(pair => Data(vaeKeys, pair.Key, pair.Value))];
        foreach (var (name, value) in denoiser)
        {
            tensors.Add(name.StartsWith(DenoiserTraining.TextPrefix, StringComparison.Ordinal)
                ? Data(textKeys, name[DenoiserTraining.TextPrefix.Length..], value)
                : Data(unetKeys, name[DenoiserTraining.UnetPrefix.Length..], value));
        }

        SafetensorsWriter.Write(path, tensors, metadata);
    }

    private static TensorData Data(WeightKeyMap keys, string module, Tensor value) =>
        keys.TryToCheckpoint(module, out var name)
            ? TensorFiles.ToTensorData(name, value, ScalarType.Float16)
            : throw new InvalidOperationException($"the layout of checkpoints has no name for '{module}'");
}
