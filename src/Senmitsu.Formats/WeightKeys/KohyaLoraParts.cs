using System.Collections.Frozen;

namespace Senmitsu.Formats.WeightKeys;

/// <summary>The names of the parts in a file, after the module's name and a dot.</summary>
internal static class KohyaLoraParts
{
    /// <summary>In the order of <see cref="KohyaLoraPart"/>.</summary>
    private static readonly (KohyaLoraPart Part, string Name)[] Table =
    [
        (KohyaLoraPart.Down, "lora_down.weight"),
        (KohyaLoraPart.Up, "lora_up.weight"),
        (KohyaLoraPart.Mid, "lora_mid.weight"),
        (KohyaLoraPart.Alpha, "alpha"),
        (KohyaLoraPart.Scale, "scale"),
        (KohyaLoraPart.DoraScale, "dora_scale"),
        (KohyaLoraPart.HadaW1A, "hada_w1_a"),
        (KohyaLoraPart.HadaW1B, "hada_w1_b"),
        (KohyaLoraPart.HadaW2A, "hada_w2_a"),
        (KohyaLoraPart.HadaW2B, "hada_w2_b"),
        (KohyaLoraPart.HadaT1, "hada_t1"),
        (KohyaLoraPart.HadaT2, "hada_t2"),
        (KohyaLoraPart.LokrW1, "lokr_w1"),
        (KohyaLoraPart.LokrW1A, "lokr_w1_a"),
        (KohyaLoraPart.LokrW1B, "lokr_w1_b"),
        (KohyaLoraPart.LokrW2, "lokr_w2"),
        (KohyaLoraPart.LokrW2A, "lokr_w2_a"),
        (KohyaLoraPart.LokrW2B, "lokr_w2_b"),
        (KohyaLoraPart.LokrT2, "lokr_t2"),
        (KohyaLoraPart.Diff, "diff"),
        (KohyaLoraPart.DiffBias, "diff_b"),
        (KohyaLoraPart.NormWeight, "w_norm"),
        (KohyaLoraPart.NormBias, "b_norm"),
        (KohyaLoraPart.Ia3Weight, "weight"),
        (KohyaLoraPart.Ia3OnInput, "on_input"),
        (KohyaLoraPart.GloraA1, "a1.weight"),
        (KohyaLoraPart.GloraA2, "a2.weight"),
        (KohyaLoraPart.GloraB1, "b1.weight"),
        (KohyaLoraPart.GloraB2, "b2.weight"),
        (KohyaLoraPart.OftBlocks, "oft_blocks"),
        (KohyaLoraPart.OftDiag, "oft_diag"),
        (KohyaLoraPart.OftRescale, "rescale"),
    ];

    /// <summary>PEFT's names for the pair, which some files use behind kohya's module names.</summary>
    private static readonly (KohyaLoraPart Part, string Name)[] Alternatives =
    [
        (KohyaLoraPart.Down, "lora_A.weight"),
        (KohyaLoraPart.Up, "lora_B.weight"),
    ];

    private static readonly FrozenDictionary<string, KohyaLoraPart> ByName = Table.Concat(Alternatives).ToFrozenDictionary(row => row.Name, row => row.Part, StringComparer.Ordinal);

    public static string NameOf(KohyaLoraPart part) => Table[(int)part].Name;

    public static bool TryFind(string name, out KohyaLoraPart part) => ByName.TryGetValue(name, out part);
}
