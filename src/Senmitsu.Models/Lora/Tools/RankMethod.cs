namespace Senmitsu.Models.Lora.Tools;

/// <summary>How a module's rank follows from its singular values (kohya-ss/sd-scripts networks/resize_lora.py).</summary>
public enum RankMethod
{
    /// <summary>The same rank for every module.</summary>
    Fixed,

    /// <summary>Singular values down to the largest one divided by the parameter (<c>sv_ratio</c>).</summary>
    Ratio,

    /// <summary>As many as hold this share of the Frobenius norm (<c>sv_fro</c>).</summary>
    Frobenius,

    /// <summary>As many as hold this share of the sum of singular values (<c>sv_cumulative</c>).</summary>
    Cumulative,
}
