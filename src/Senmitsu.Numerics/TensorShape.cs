using System.Globalization;
using static TorchSharp.torch;

namespace Senmitsu.Numerics;

/// <summary>Shape checks with a message a person can read, at the doors of the numeric projects.</summary>
public static class TensorShape
{
    /// <summary>
    /// Requires that <paramref name="tensor"/> has the dimensions of <paramref name="pattern"/>: numbers must match, names match
    /// anything, and one name stands for one size throughout. Example: <c>"B 4 h w"</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The shape differs.</exception>
    public static void Require(Tensor tensor, string pattern, string name)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(pattern);
        var parts = pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var shape = tensor.shape;
        var fits = parts.Length == shape.Length;
        var sizes = new Dictionary<string, long>();
        for (var i = 0; fits && i < parts.Length; i++)
        {
            if (long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var size)) fits = shape[i] == size;
            else if (!sizes.TryAdd(parts[i], shape[i])) fits = sizes[parts[i]] == shape[i];
        }

        if (!fits) throw new ArgumentException($"{name} is {Format(shape)}, expected [{string.Join(", ", parts)}]", name);
    }

    /// <summary>A shape as text: <c>[1, 4, 64, 64]</c>.</summary>
    public static string Format(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
