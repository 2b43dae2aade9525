using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Lora.Families;
using Part = Senmitsu.Formats.WeightKeys.KohyaLoraPart;

namespace Senmitsu.Models.Lora.Files;

/// <summary>Recognizes the family of an adapter by its tensors, in AUTOMATIC1111's order (extensions-builtin/Lora/networks.py, module_types).</summary>
internal static class AdapterReader
{
    /// <summary>The families besides the plain pair: a part that only this one has, and how the family is read; an adapter with faults reads as <see langword="null"/>.</summary>
    private static readonly (Part Mark, Func<AdapterParts, LayerAdapter?> Read)[] Families =
    [
        (Part.Mid, TuckerLoraLayer.Read),
        (Part.HadaW1A, LohaLayer.Read), (Part.HadaW1B, LohaLayer.Read), (Part.HadaW2A, LohaLayer.Read), (Part.HadaW2B, LohaLayer.Read),
        (Part.Ia3Weight, Ia3Layer.Read),
        (Part.LokrW1, LokrLayer.Read), (Part.LokrW1A, LokrLayer.Read), (Part.LokrW2, LokrLayer.Read), (Part.LokrW2A, LokrLayer.Read),
        (Part.Diff, DifferenceLayer.Read), (Part.NormWeight, DifferenceLayer.Read),
        (Part.GloraA1, GloraLayer.Read), (Part.GloraB1, GloraLayer.Read),
        (Part.OftBlocks, OftLayer.Read), (Part.OftDiag, OftLayer.Read),
    ];

    /// <summary>Reads an adapter.</summary>
    /// <param name="parts">What the file has for a layer; collects what is wrong.</param>
    /// <param name="trainsDown">Whether training may change the down of a pair.</param>
    /// <returns>The adapter, or <see langword="null"/> if it has faults or is of no known family. Caller owns it.</returns>
    /// <exception cref="NonFiniteWeightsException">A tensor holds NaN or infinity.</exception>
    public static LayerAdapter? Read(AdapterParts parts, bool trainsDown = true)
    {
        var read = Array.Find(Families, row => parts.Has(row.Mark)).Read;
        if (read is null && (parts.Has(Part.Down) || parts.Has(Part.Up))) read = pair => ReadLora(pair, trainsDown);
        if (read is null)
        {
            parts.Missing.Add($"{parts.Name}: tensors of a known family, such as {new KohyaLoraKey(parts.Name, Part.Down)}");
            return null;
        }

        var adapter = read(parts);
        if (adapter is null || !parts.Has(Part.DoraScale)) return adapter;
        var decomposed = DoraLayer.Read(parts, adapter);
        if (decomposed is null) adapter.Dispose();
        return decomposed;
    }

    private static LoraLayer? ReadLora(AdapterParts parts, bool trainsDown)
    {
        if (!parts.HasAll(Part.Down, Part.Up)) return null;
        IReadOnlyList<long> down = parts.Shape(Part.Down), up = parts.Shape(Part.Up), layer = parts.Target.Shape;
        var fits = layer.Count >= 2 && down.Count >= 2 && up.Count >= 2 && down[0] >= 1 && up[1] == down[0] && up[0] == layer[0] && up.Skip(2).All(size => size == 1) &&
            down.Skip(1).Where(size => size != 1).SequenceEqual(layer.Skip(1).Where(size => size != 1)); // linear pairs of 1×1 convolutions are accepted
        if (!parts.Fits(fits)) return null;
        long[] ones = [.. Enumerable.Repeat(1L, layer.Count - 2)];
        return new LoraLayer(parts.Name, parts.ReadAs(Part.Down, [down[0], .. layer.Skip(1)]), parts.ReadAs(Part.Up, [layer[0], down[0], .. ones]), parts.Alpha(down[0]), trainsDown);
    }
}
