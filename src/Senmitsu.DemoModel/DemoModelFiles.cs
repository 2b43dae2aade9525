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
    /// <param name="text">Module key → float32 of the text encoder. Borrowed.</param>
    /// <param name="unet">Module key → float32 of the UNet. Borrowed.</param>
    /// <param name="unetConfig">The UNet's sizes.</param>
    /// <param name="metadata">What the file says of itself.</param>
    internal static void Write(string path, IReadOnlyDictionary<string, Tensor> vae, VaeConfig vaeConfig, IReadOnlyDictionary<string, Tensor> text, IReadOnlyDictionary<string, Tensor> unet, UnetConfig unetConfig, IReadOnlyDictionary<string, string> metadata)
    {
        var vaeKeys = LdmVaeKeys.Create(vaeConfig.Channels.Count, vaeConfig.ResnetsPerLevel);
        var unetKeys = LdmUnetKeys.Create(unetConfig.Channels.Count, unetConfig.ResnetsPerLevel, unetConfig.AttentionLevels);
        var textKeys = ClipTextKeys.Create();
        List<TensorData> tensors = [.. vae.Select(pair => Data(vaeKeys, pair)), .. text.Select(pair => Data(textKeys, pair)), .. unet.Select(pair => Data(unetKeys, pair))];
        SafetensorsWriter.Write(path, tensors, metadata);
    }

    private static TensorData Data(WeightKeyMap keys, KeyValuePair<string, Tensor> weight) =>
        keys.TryToCheckpoint(weight.Key, out var name)
            ? TensorFiles.ToTensorData(name, weight.Value, ScalarType.Float16)
            : throw new InvalidOperationException($"the layout of checkpoints has no name for '{weight.Key}'");
}
