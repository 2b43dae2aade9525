using System.Diagnostics.CodeAnalysis;

namespace Senmitsu.Formats.WeightKeys;

/// <summary>Translates the keys of a checkpoint into those of a network and back.</summary>
/// <remarks>
/// <c>model.diffusion_model.input_blocks.1.0.in_layers.2.weight</c> ↔ <c>down_blocks.0.resnets.0.conv1.weight</c>: the
/// longest known name before a dot is exchanged, the rest (<c>.weight</c>) stays.
/// </remarks>
public sealed class WeightKeyMap
{
    private readonly Dictionary<string, string> _toModule = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _toCheckpoint = new(StringComparer.Ordinal);

    /// <summary>Builds a map from its table.</summary>
    /// <param name="pairs">Every part under its two names; no name occurs twice on its side.</param>
    /// <param name="alternatives">Other names that checkpoints use for the same parts; read, never written.</param>
    public WeightKeyMap(IEnumerable<WeightKeyPair> pairs, IEnumerable<WeightKeyPair>? alternatives = null)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        Pairs = [.. pairs];
        foreach (var (checkpoint, module) in Pairs)
        {
            _toModule.Add(checkpoint, module);
            _toCheckpoint.Add(module, checkpoint);
        }

        foreach (var (checkpoint, module) in alternatives ?? []) _toModule.Add(checkpoint, module);
    }

    /// <summary>The table, in the order of the network.</summary>
    public IReadOnlyList<WeightKeyPair> Pairs { get; }

    /// <summary>The network's key for a checkpoint's key, with or without <c>.weight</c>; false when the network has no such part.</summary>
    public bool TryToModule(string checkpointKey, [NotNullWhen(true)] out string? moduleKey) => KeyStems.TryExchange(_toModule, checkpointKey, '.', out moduleKey);

    /// <summary>The checkpoint's key for a network's key, with or without <c>.weight</c>; false when the table has no such part.</summary>
    public bool TryToCheckpoint(string moduleKey, [NotNullWhen(true)] out string? checkpointKey) => KeyStems.TryExchange(_toCheckpoint, moduleKey, '.', out checkpointKey);
}
