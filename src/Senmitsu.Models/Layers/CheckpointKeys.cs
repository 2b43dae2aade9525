using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Formats.WeightKeys;

namespace Senmitsu.Models.Layers;

/// <summary>The tensors of a checkpoint under their module keys, whichever accepted spelling the file uses.</summary>
internal sealed class CheckpointKeys
{
    private readonly Dictionary<string, TensorInfo> _tensors = [];
    private readonly WeightKeyMap _keys;

    public CheckpointKeys(WeightFile file, WeightKeyMap keys)
    {
        _keys = keys;
        foreach (var tensor in file.Tensors.Values)
        {
            if (keys.TryToModule(tensor.Name, out var moduleKey)) _tensors[moduleKey] = tensor;
        }
    }

    /// <summary>The tensor of a module key, or <see langword="null"/>.</summary>
    public TensorInfo? Find(string moduleKey) => _tensors.GetValueOrDefault(moduleKey);

    /// <summary>What the tensor is usually called in a checkpoint, for messages.</summary>
    public string UsualName(string moduleKey) => _keys.TryToCheckpoint(moduleKey, out var name) ? name : moduleKey;
}
