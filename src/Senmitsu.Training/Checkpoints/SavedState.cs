using System.Text.Json;
using Senmitsu.Formats.Files;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Training.Checkpoints;

/// <summary>
/// The whole state of a run in a folder named as sd-scripts names it. Everything is in one file, which appears whole or not at all:
/// a crash while it is written leaves the state before. Random numbers depend on seed and position alone and need no state.
/// </summary>
/// <param name="Folder">The folder.</param>
/// <param name="Facts">Where the run stood.</param>
public sealed record SavedState(string Folder, StateFacts Facts)
{
    /// <summary>The file in the folder.</summary>
    public const string FileName = "state.safetensors";

    private const string FactsKey = "senmitsu.training_state";
    private const string KohyaFileName = "train_state.json";

    /// <summary>Writes a state; one that is there already is replaced at once.</summary>
    /// <param name="folder">The folder, made if absent.</param>
    /// <param name="facts">Where the run stands.</param>
    /// <param name="tensors">Weights and optimizer, by name. Borrowed.</param>
    public static void Write(string folder, StateFacts facts, IReadOnlyDictionary<string, Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(facts);
        Directory.CreateDirectory(folder);
        TensorFiles.Write(Path.Combine(folder, FileName), tensors, new Dictionary<string, string> { [FactsKey] = JsonSerializer.Serialize(facts) });

        // What sd-scripts writes beside its state; other programs show it.
        AtomicFile.Write(Path.Combine(folder, KohyaFileName), stream => JsonSerializer.Serialize(stream, new { current_epoch = facts.Epoch, current_step = facts.Step }));
    }

    /// <summary>Finds a state and reads where it stood.</summary>
    /// <param name="folder">Folder of the state, or one whose sub-folders hold states: the newest is taken.</param>
    /// <exception cref="TrainingStateException">There is none, or it cannot be used.</exception>
    public static SavedState Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var found = Find(folder);
        var path = Path.Combine(found, FileName);
        try
        {
            using var file = SafetensorsFile.Open(path);
            return file.Metadata.TryGetValue(FactsKey, out var text) && JsonSerializer.Deserialize<StateFacts>(text) is { } facts
                ? new SavedState(found, facts)
                : throw new TrainingStateException($"{path} is not the state of a training. Give the folder that --save_state wrote.");
        }
        catch (Exception exception) when (exception is SafetensorsException or JsonException)
        {
            throw new TrainingStateException($"the state in {found} is damaged: {exception.Message} Continue from an older state.", exception);
        }
    }

    /// <summary>The tensors whose names begin with a prefix, without it. Caller owns them.</summary>
    public Dictionary<string, Tensor> Read(string prefix)
    {
        using var file = SafetensorsFile.Open(Path.Combine(Folder, FileName));
        return file.Tensors.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(name => name[prefix.Length..], name => TensorFiles.Read(file, name), StringComparer.Ordinal);
    }

    private static string Find(string folder)
    {
        if (File.Exists(Path.Combine(folder, FileName))) return folder;
        if (!Directory.Exists(folder)) throw new TrainingStateException($"--resume {folder}: there is no such folder.");
        var newest = Directory.EnumerateDirectories(folder, "*-state").Where(child => File.Exists(Path.Combine(child, FileName)))
            .OrderByDescending(child => File.GetLastWriteTimeUtc(Path.Combine(child, FileName))).FirstOrDefault();
        if (newest is not null) return newest;

        // accelerate's files, written by sd-scripts
        throw new TrainingStateException(File.Exists(Path.Combine(folder, "optimizer.bin"))
            ? $"--resume {folder} holds a state of sd-scripts, whose optimizer is a pickle file, which can carry programs. Start from the LoRA file saved with it instead: --network_weights FILE.safetensors."
            : $"--resume {folder} holds no state. Give a folder …-state that --save_state wrote, or the output folder that holds it.");
    }
}
