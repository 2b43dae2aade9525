using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Formats.WeightKeys;

/// <summary>The keys of the tiny reference model, which has SD 1.5's structure.</summary>
internal static class TinySd15
{
    /// <summary>The tables of its three networks.</summary>
    public static WeightKeyMap Unet { get; } = LdmUnetKeys.Create(4, 2, [true, true, true, false]);

    /// <inheritdoc cref="Unet"/>
    public static WeightKeyMap Vae { get; } = LdmVaeKeys.Create(4, 2);

    /// <inheritdoc cref="Unet"/>
    public static WeightKeyMap Text { get; } = ClipTextKeys.Create();

    /// <summary>Every key of the file that is a weight: neither the noise schedule nor the list of positions.</summary>
    public static IReadOnlyList<string> WeightKeys { get; } =
        [.. Keys("tiny-sd15.safetensors").Where(key => key.Contains('.', StringComparison.Ordinal) && !key.EndsWith(".position_ids", StringComparison.Ordinal))];

    public static IEnumerable<string> Keys(string file) => SafetensorsHeader.Read(Golden.File(file)).Tensors.Keys;
}
