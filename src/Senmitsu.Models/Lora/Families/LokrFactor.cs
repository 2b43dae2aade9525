using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Lora.Files;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Families;

/// <summary>One factor of a Kronecker product: a full matrix, or a low-rank product, perhaps around a Tucker core. The layer owns the tensors.</summary>
internal sealed class LokrFactor
{
    private readonly AdapterTensor _a;
    private readonly AdapterTensor? _b, _core;

    /// <summary>A full matrix.</summary>
    /// <param name="full">[m, n] or [m, n, kh, kw].</param>
    public LokrFactor(AdapterTensor full) => _a = full;

    /// <summary>A product.</summary>
    /// <param name="a">[m, r]; with a core [r, m].</param>
    /// <param name="b">[r, n·kh·kw]; with a core [r, n].</param>
    /// <param name="core">[r, r, kh, kw] or none.</param>
    public LokrFactor(AdapterTensor a, AdapterTensor b, AdapterTensor? core = null)
    {
        _a = a;
        _b = b;
        _core = core;
    }

    /// <summary>Its tensors in the order of a file.</summary>
    public IEnumerable<AdapterTensor> Tensors => new[] { _a, _b, _core }.OfType<AdapterTensor>();

    /// <summary>Rank of the product; none for a full matrix.</summary>
    public long? Rank => _b?.Value.shape[0];

    /// <summary>[m, n·kh·kw]. Caller owns it.</summary>
    public Tensor Matrix() => _b is null ? _a.Value.view(_a.Value.shape[0], -1) : TuckerProduct.Of(_a.Value, _b.Value, _core?.Value);

    /// <summary>Rows and columns of a factor in a file; notes what is missing or does not fit.</summary>
    public static (long Outputs, long Inputs)? Size(AdapterParts parts, KohyaLoraPart full, KohyaLoraPart a, KohyaLoraPart b, KohyaLoraPart? core)
    {
        if (parts.Has(full))
        {
            var shape = parts.Shape(full);
            return parts.Fits(shape.Count is 2 or 4) ? (shape[0], shape.Skip(1).Aggregate((product, size) => product * size)) : null;
        }

        if (!parts.HasAll(a, b)) return null;
        var size = TuckerProduct.Size(parts, a, b, core is { } part && parts.Has(part) ? part : null);
        return parts.Fits(size is not null) ? size : null;
    }

    public static LokrFactor Read(AdapterParts parts, KohyaLoraPart full, KohyaLoraPart a, KohyaLoraPart b, KohyaLoraPart? core) =>
        parts.Has(full) ? new(parts.Read(full)) : new(parts.Read(a), parts.Read(b), core is { } part ? parts.ReadIfAny(part) : null);
}
