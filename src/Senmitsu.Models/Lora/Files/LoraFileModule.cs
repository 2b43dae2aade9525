using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.WeightKeys;

namespace Senmitsu.Models.Lora.Files;

/// <summary>What a LoRA file holds for one module, as far as it can be told without a model.</summary>
/// <param name="Name">kohya module name.</param>
/// <param name="Parts">The file's tensors by part.</param>
public sealed record LoraFileModule(string Name, IReadOnlyDictionary<KohyaLoraPart, TensorInfo> Parts)
{
    /// <summary>A part only this family has, and the parts it needs; the first that is found counts, as in <see cref="AdapterReader"/>.</summary>
    private static readonly (KohyaLoraPart[] Marks, string Family, KohyaLoraPart[] Needed)[] Families =
    [
        ([KohyaLoraPart.Mid], "LoCon (Tucker)", [KohyaLoraPart.Down, KohyaLoraPart.Mid, KohyaLoraPart.Up]),
        ([KohyaLoraPart.HadaW1A, KohyaLoraPart.HadaW1B, KohyaLoraPart.HadaW2A, KohyaLoraPart.HadaW2B], "LoHa", [KohyaLoraPart.HadaW1A, KohyaLoraPart.HadaW1B, KohyaLoraPart.HadaW2A, KohyaLoraPart.HadaW2B]),
        ([KohyaLoraPart.Ia3Weight], "IA3", [KohyaLoraPart.Ia3Weight]),
        ([KohyaLoraPart.LokrW1, KohyaLoraPart.LokrW1A, KohyaLoraPart.LokrW2, KohyaLoraPart.LokrW2A], "LoKr", []),
        ([KohyaLoraPart.Diff], "Full", [KohyaLoraPart.Diff]),
        ([KohyaLoraPart.NormWeight], "Norm", [KohyaLoraPart.NormWeight]),
        ([KohyaLoraPart.GloraA1, KohyaLoraPart.GloraB1], "GLoRA", [KohyaLoraPart.GloraA1, KohyaLoraPart.GloraA2, KohyaLoraPart.GloraB1, KohyaLoraPart.GloraB2]),
        ([KohyaLoraPart.OftBlocks, KohyaLoraPart.OftDiag], "OFT", []),
        ([KohyaLoraPart.Down, KohyaLoraPart.Up], "LoRA", [KohyaLoraPart.Down, KohyaLoraPart.Up]),
    ];

    /// <summary>Name of a pair over a k×k convolution, which LyCORIS gave it.</summary>
    private const string ConvolutionPair = "LoCon";

    /// <summary>LoRA, LoCon, LoHa, …; with "+ DoRA" where magnitudes are learned apart; "unknown" for none of them.</summary>
    public string Family
    {
        get
        {
            var family = Row.Family ?? "unknown";
            if (family == "LoRA" && Parts.TryGetValue(KohyaLoraPart.Down, out var down) && down.Shape is [_, _, var height, var width] && height * width > 1) family = ConvolutionPair;
            return Parts.ContainsKey(KohyaLoraPart.DoraScale) ? $"{family} + DoRA" : family;
        }
    }

    /// <summary>Whether the module is the text encoder's.</summary>
    public bool IsTextEncoder => Name.StartsWith(KohyaLoraKeys.TextEncoderPrefix, StringComparison.Ordinal);

    /// <summary>Whether this is a plain or Tucker pair, whose change is a product of two matrices.</summary>
    public bool IsPair => Family is "LoRA" or ConvolutionPair or "LoCon (Tucker)";

    /// <summary>Parts that the family needs and the file lacks.</summary>
    public IReadOnlyList<KohyaLoraPart> Missing => [.. (Row.Needed ?? []).Where(part => !Parts.ContainsKey(part))];

    /// <summary>Width; <see langword="null"/> for families without.</summary>
    public int? Rank
    {
        get
        {
            foreach (var part in (ReadOnlySpan<KohyaLoraPart>)[KohyaLoraPart.Down, KohyaLoraPart.HadaW1B, KohyaLoraPart.LokrW2B, KohyaLoraPart.LokrW1B])
            {
                if (Parts.TryGetValue(part, out var tensor) && tensor.Shape.Count > 0) return (int)tensor.Shape[0];
            }

            return null;
        }
    }

    private (KohyaLoraPart[]? Marks, string? Family, KohyaLoraPart[]? Needed) Row => Array.Find(Families, row => Array.Exists(row.Marks, Parts.ContainsKey));
}
