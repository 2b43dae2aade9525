using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Numerics;

namespace Senmitsu.Models.Layers;

/// <summary>Shapes of a checkpoint's tensors by module key: configurations are read from these alone.</summary>
internal sealed class CheckpointShapes(WeightFile file, WeightKeyMap keys)
{
    private readonly CheckpointKeys _names = new(file, keys);

    /// <summary>The shape of a tensor, or <see langword="null"/>.</summary>
    public IReadOnlyList<long>? Find(string key) => _names.Find(key)?.Shape;

    /// <summary>The shape of a tensor that must be there.</summary>
    /// <exception cref="ModelMismatchException">It is missing or has another number of dimensions.</exception>
    public IReadOnlyList<long> Require(string key, int dimensions)
    {
        if (Find(key) is not { } shape)
        {
            throw new ModelMismatchException(file.Path, [_names.UsualName(key)], [], [], "This is no Stable Diffusion 1.x checkpoint in the original (LDM) layout; a LoRA or VAE file belongs elsewhere.");
        }

        return shape.Count == dimensions
            ? shape
            : throw new ModelMismatchException(file.Path, [], [], [$"'{_names.UsualName(key)}' is {TensorShape.Format(shape)}, expected {dimensions} dimensions"], "The checkpoint is of another model family.");
    }

    /// <summary>How many consecutive numbers from 0 exist.</summary>
    public int Count(Func<int, string> key)
    {
        var count = 0;
        while (Find(key(count)) is not null) count++;
        return count;
    }
}
