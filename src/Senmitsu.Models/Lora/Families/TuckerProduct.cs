using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Lora.Files;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Families;

/// <summary>A low-rank product, plain or around a Tucker core, as LoHa and LoKr use it (KohakuBlueleaf/LyCORIS functional/general.py, rebuild_tucker).</summary>
internal static class TuckerProduct
{
    /// <summary>a·b, or Σ core[p,q,k,l]·b[q,i]·a[p,o].</summary>
    /// <param name="a">[out, r]; with a core [r, out]. Borrowed.</param>
    /// <param name="b">[r, in·kh·kw]; with a core [r, in]. Borrowed.</param>
    /// <param name="core">[r, r, kh, kw] or none. Borrowed.</param>
    /// <returns>[out, in·kh·kw]. Caller owns it.</returns>
    public static Tensor Of(Tensor a, Tensor b, Tensor? core)
    {
        if (core is null) return a.matmul(b);
        using var scope = NewDisposeScope();
        return einsum("pqkl,qi,po->oikl", core, b, a).contiguous().view(a.shape[1], -1).MoveToOuterDisposeScope();
    }

    /// <summary>Whether the parts of a file give a matrix [out, in·kh·kw] of these dimensions.</summary>
    public static bool Makes(AdapterParts parts, KohyaLoraPart a, KohyaLoraPart b, KohyaLoraPart? core, IReadOnlyList<long> shape) =>
        Size(parts, a, b, core) is var (outputs, inputs) && outputs == shape[0] && inputs == shape.Skip(1).Aggregate((product, size) => product * size);

    /// <summary>Rows and columns of the product, or <see langword="null"/> if the parts do not fit each other.</summary>
    public static (long Outputs, long Inputs)? Size(AdapterParts parts, KohyaLoraPart a, KohyaLoraPart b, KohyaLoraPart? core) => (parts.Shape(a), parts.Shape(b), core is { } part ? parts.Shape(part) : null) switch
    {
        ([var outputs, var left], [var right, var inputs], null) when left == right && left > 0 => (outputs, inputs),
        ([var p, var outputs], [var q, var inputs], [var first, var second, var height, var width]) when p == first && q == second && q > 0 => (outputs, inputs * height * width),
        _ => null,
    };
}
