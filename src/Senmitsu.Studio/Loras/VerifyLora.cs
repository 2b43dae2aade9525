using Senmitsu.Formats.Kohya;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Lora.Files;
using Senmitsu.Models.Lora.Tools;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Studio.Loras;

/// <summary>LoRA file → a verdict: finite, complete, trained, known, its hashes right, and with a model how strong. <c>senmitsu lora verify</c>.</summary>
public static class VerifyLora
{
    private const int MostNamed = 4;

    /// <summary>Parts that are zero until training changes them.</summary>
    private static readonly KohyaLoraPart[] StartAtZero = [KohyaLoraPart.Up, KohyaLoraPart.HadaW2A, KohyaLoraPart.Diff];

    /// <summary>Looks at every number of the file.</summary>
    /// <param name="path">The LoRA file.</param>
    /// <param name="modelPath">A model to measure its effect on, or <see langword="null"/>.</param>
    /// <param name="token">Tested for every tensor.</param>
    /// <exception cref="UserErrorException">There is no such file.</exception>
    /// <exception cref="Senmitsu.Models.ModelMismatchException">It is no LoRA, or does not fit the model's layers.</exception>
    public static LoraVerification Run(string path, string? modelPath, CancellationToken token)
    {
        RequiredFiles.Check("FILE", path);
        if (modelPath is not null) RequiredFiles.CheckModel("--model", modelPath);
        NativeLibraries.Load();
        using var file = WeightFiles.Open(path);
        var content = LoraFileModules.Require(file);
        List<string> problems = [], notes = [];

        var damaged = file.Tensors.Values.Where(tensor => !IsFinite(file, tensor, token)).Select(tensor => tensor.Name).ToList();
        Add(problems, damaged, "tensors hold NaN or infinite values, so the file makes black pictures: use an earlier save");
        Add(problems, [.. content.Modules.Values.SelectMany(module => module.Missing.Select(part => new KohyaLoraKey(module.Name, part).ToString()))], "tensors are missing, so their modules cannot be used");
        var untrained = content.Modules.Values.Where(module => StartAtZero.Any(part => module.Parts.TryGetValue(part, out var tensor) && IsZero(file, tensor))).Select(module => module.Name).ToList();
        if (untrained.Count == content.Modules.Count) problems.Add("every module is zero: the LoRA was never trained and changes nothing");
        else Add(notes, untrained, "modules are zero: they were not trained");
        Add(notes, content.Unknown, "keys are part of no adapter and are ignored");
        CheckHashes(file, problems, notes);
        var effect = modelPath is null || damaged.Count > 0 ? null : Measure(file, modelPath, problems, token);
        return new LoraVerification(path, content.Modules.Count, problems, notes, effect);
    }

    private static LoraEffectSummary Measure(WeightFile file, string modelPath, List<string> problems, CancellationToken token)
    {
        using var model = CheckpointFile.Open(modelPath);
        var effect = LoraEffect.Measure(file, model, token);
        if (effect.Layers.Count == 0) problems.Add($"none of its {effect.Unmatched.Count} modules has a layer in {modelPath}: it is for another model family and would change nothing");
        var strongest = effect.Layers.MaxBy(layer => layer.RelativeChange);
        return new LoraEffectSummary(effect.Layers.Count, effect.Unmatched.Count, Mean(true), Mean(false), strongest.Name, strongest.RelativeChange);

        double? Mean(bool isTextEncoder) => effect.Layers.Where(layer => layer.IsTextEncoder == isTextEncoder).Select(layer => (double?)layer.RelativeChange).Average();
    }

    /// <summary>LyCORIS counts otherwise than sd-scripts; either is right.</summary>
    private static void CheckHashes(WeightFile file, List<string> problems, List<string> notes)
    {
        if (!file.Metadata.TryGetValue(SshsHashes.ModelHashKey, out var stated))
        {
            notes.Add("the metadata holds no sshs_model_hash; programs hash the file instead");
            return;
        }

        List<TensorData> tensors = [.. file.Tensors.Values.Select(tensor => new TensorData(tensor.Name, tensor.DataType, tensor.Shape, file.Bytes(tensor).ToArray()))];
        if (stated.StartsWith("0x", StringComparison.Ordinal)) notes.Add("sshs_model_hash is LyCORIS', which depends on the order of training and cannot be checked");
        else if (SshsHashes.Compute(tensors, file.Metadata).ModelHash != stated) problems.Add("sshs_model_hash in the metadata is not that of the tensors: the file was changed after it was saved, and programs will take it for another one");
    }

    private static bool IsFinite(WeightFile file, TensorInfo tensor, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        return TensorFiles.Read(file, tensor.Name, ScalarType.Float32, CPU).isfinite().all().item<bool>();
    }

    private static bool IsZero(WeightFile file, TensorInfo tensor)
    {
        using var scope = NewDisposeScope();
        return TensorFiles.Read(file, tensor.Name, ScalarType.Float32, CPU).count_nonzero().item<long>() == 0;
    }

    private static void Add(List<string> list, IReadOnlyList<string> names, string what)
    {
        if (names.Count > 0) list.Add($"{names.Count} {what}: {string.Join(", ", names.Take(MostNamed))}{(names.Count > MostNamed ? ", …" : "")}");
    }
}
