using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora;

/// <summary>
/// Random masks over adapters while they are trained: whole modules, ranks, single values (kohya-ss/sd-scripts <c>networks/lora.py</c>, LoRAModule.forward).
/// Nothing is masked outside <see cref="Begin"/> … <see cref="End"/>, so a preview drawn between two steps is whole.
/// </summary>
/// <param name="value">Share of the narrow activations set to zero, the rest scaled up; 0…1.</param>
/// <param name="rank">Share of ranks left out; 0…1.</param>
/// <param name="module">Share of modules left out; 0…1.</param>
/// <param name="masksRows">
/// True: <paramref name="rank"/> leaves out rows of the weight's change, without scaling the rest, and <paramref name="value"/> has no effect
/// (KohakuBlueleaf/LyCORIS). False: it leaves out ranks sample by sample and scales the rest up.
/// </param>
/// <param name="scalesRows">Whether the rows that stay are scaled by the inverse of their share (LyCORIS <c>rank_dropout_scale</c>).</param>
public sealed class AdapterDropout(double value, double rank, double module, bool masksRows, bool scalesRows = false)
{
    private Generator? _generator;

    /// <summary>Starts masking. The draws follow the order of the forward pass.</summary>
    /// <param name="generator">CPU generator. Borrowed until <see cref="End"/>.</param>
    public void Begin(Generator generator) => _generator = generator;

    /// <summary>Stops masking.</summary>
    public void End() => _generator = null;

    /// <summary>Draws whether a module is left out of this pass.</summary>
    internal bool SkipsModule() => _generator is not null && module > 0 && Draw([]).item<float>() < module;

    /// <summary>Masks activations between down and up.</summary>
    /// <param name="narrow">[B, …, r], or [B, r, H, W] for convolutions. Borrowed.</param>
    /// <returns>Same shape. The caller's scope owns it.</returns>
    internal Tensor MaskNarrow(Tensor narrow)
    {
        if (_generator is null || masksRows) return narrow;
        if (value > 0) narrow = narrow.mul(Keep(narrow.shape, value, narrow)).div(1 - value);
        if (rank > 0)
        {
            var isConvolution = narrow.dim() == 4;
            long batch = narrow.shape[0], ranks = narrow.shape[isConvolution ? 1 : ^1];
            long[] shape = isConvolution ? [batch, ranks, 1, 1] : [batch, .. Enumerable.Repeat(1L, (int)narrow.dim() - 2), ranks];
            narrow = narrow.mul(Keep(shape, rank, narrow)).div(1 - rank);
        }

        return narrow;
    }

    /// <summary>Masks rows of a matrix that ends in the layer's output.</summary>
    /// <param name="matrix">[out, …]. Borrowed.</param>
    /// <returns>Same shape. The caller's scope owns it.</returns>
    internal Tensor MaskRows(Tensor matrix)
    {
        if (_generator is null || !masksRows || rank <= 0) return matrix;
        var kept = Keep([matrix.shape[0], .. Enumerable.Repeat(1L, (int)matrix.dim() - 1)], rank, matrix);
        return matrix.mul(scalesRows ? kept.div_(kept.mean().clamp_min_(1.0 / matrix.shape[0])) : kept);
    }

    /// <summary>Draws one of several blocks of ranks.</summary>
    /// <param name="count">At least 1.</param>
    /// <returns>0…count − 1; <see langword="null"/> while nothing is masked.</returns>
    internal int? DrawBlock(int count) => _generator is null ? null : Math.Min((int)(Draw([]).item<float>() * count), count - 1);

    /// <summary>1 where a uniform draw exceeds the share, else 0; drawn on the CPU so that every device masks alike.</summary>
    private Tensor Keep(long[] shape, double share, Tensor like) => Draw(shape).gt(share).to(like.dtype, like.device);

    private Tensor Draw(long[] shape) => rand(shape, generator: _generator!);
}
