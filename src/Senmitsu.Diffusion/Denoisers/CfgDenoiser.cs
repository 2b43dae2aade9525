using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Denoisers;

/// <summary>
/// Classifier-free guidance (Ho &amp; Salimans 2022) on the x₀ estimates by one or more prompts (composable diffusion, Liu et al. 2022):
/// u + Σ (cᵢ − u)·weightᵢ·scale. One object serves one run: it counts the calls, because prompts may change from call to call.
/// </summary>
/// <remarks>
/// Prompts and negative prompt go through the network as one batch if their embeddings are equally long, else as two calls. Among the
/// prompts, shorter embeddings are made longer by repeating their last vector. A scale of 1 still evaluates the negative prompt. All of
/// this is as in AUTOMATIC1111 (<c>modules/sd_samplers_cfg_denoiser.py</c>), so that equal settings give equal pictures.
/// </remarks>
public sealed class CfgDenoiser : IGuidedDenoiser, IDisposable
{
    private readonly DiscreteDenoiser _denoiser;
    private readonly IReadOnlyList<GuidedPart> _parts;
    private readonly ScheduledEmbedding _unconditional;
    private readonly double _cfgScale;
    private readonly GuidanceSkips _skips;
    private readonly bool _ownsEmbeddings;
    private int _call;
    private Tensor? _lastUnconditional;

    /// <summary>Guides a denoiser by prompts that may change from call to call.</summary>
    /// <param name="denoiser">The network's denoiser.</param>
    /// <param name="parts">The prompts, at least one. Borrowed, must outlive this object.</param>
    /// <param name="unconditional">The negative prompt. Borrowed, must outlive this object.</param>
    /// <param name="cfgScale">1 = no guidance; usual values are 5…12.</param>
    /// <param name="skips">When the negative prompt is left out; <see langword="null"/> = never.</param>
    public CfgDenoiser(DiscreteDenoiser denoiser, IReadOnlyList<GuidedPart> parts, ScheduledEmbedding unconditional, double cfgScale, GuidanceSkips? skips = null)
    {
        ArgumentNullException.ThrowIfNull(denoiser);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(unconditional);
        if (parts.Count == 0) throw new ArgumentException("guidance needs at least one prompt, the empty one if there is no other", nameof(parts));

        _denoiser = denoiser;
        _parts = parts;
        _unconditional = unconditional;
        _cfgScale = cfgScale;
        _skips = skips ?? GuidanceSkips.None;
    }

    /// <summary>Guides a denoiser by one prompt.</summary>
    /// <param name="denoiser">The network's denoiser.</param>
    /// <param name="conditional">[B, 77·k, D] · model · embedding of the prompt. Borrowed, kept alive by this object.</param>
    /// <param name="unconditional">[B, 77·j, D] · model · embedding of the negative prompt. Borrowed, kept alive by this object.</param>
    /// <param name="cfgScale">1 = no guidance; usual values are 5…12.</param>
    public CfgDenoiser(DiscreteDenoiser denoiser, Tensor conditional, Tensor unconditional, double cfgScale)
        : this(denoiser, [new GuidedPart(ScheduledEmbedding.Constant(conditional))], ScheduledEmbedding.Constant(unconditional), cfgScale)
    {
        _ownsEmbeddings = true;
        if (conditional.shape[0] == unconditional.shape[0]) return;
        Dispose();
        throw new ArgumentException($"text embeddings must be [B, T, D] with equal B, got [{string.Join(", ", conditional.shape)}] and [{string.Join(", ", unconditional.shape)}]", nameof(conditional));
    }

    /// <summary>
    /// [1, 77, D] · model · embedding of the empty prompt, appended to the shorter of prompt and negative prompt so that one evaluation serves
    /// both (AUTOMATIC1111 <c>pad_cond_uncond</c>); <see langword="null"/> leaves them as they are. Borrowed, must outlive this object.
    /// </summary>
    public Tensor? Padding { get; init; }

    /// <summary>Number of the first call, counted from 0: what another denoiser did before this one took over. Default 0.</summary>
    public int FirstCall { init => _call = value; }

    /// <inheritdoc/>
    public Tensor LastUnconditional => _lastUnconditional ?? throw new InvalidOperationException("no estimate was made yet: call Denoise first");

    /// <inheritdoc/>
    public Tensor Denoise(Tensor x, float sigma)
    {
        ArgumentNullException.ThrowIfNull(x);
        using var scope = NewDisposeScope();
        var call = _call++;
        var conditionals = Equalized([.. _parts.Select(part => part.Embedding.At(call))]);
        var unconditional = _unconditional.At(call);
        if (Padding is not null)
        {
            var length = Math.Max(conditionals[0].shape[1], unconditional.shape[1]);
            conditionals = [.. conditionals.Select(conditional => Padded(conditional, length))];
            unconditional = Padded(unconditional, length);
        }

        Tensor[] denoised;
        Tensor unguided;
        var scale = _cfgScale;
        if (_skips.Skips(call, _denoiser.LevelOf?.Invoke(sigma) ?? sigma))
        {
            scale = 1;
            denoised = Together(x, sigma, conditionals);
            unguided = denoised[0];
        }
        else if (unconditional.shape[1] == conditionals[0].shape[1])
        {
            var all = Together(x, sigma, [.. conditionals, unconditional]);
            (denoised, unguided) = (all[..^1], all[^1]);
        }
        else
        {
            denoised = Together(x, sigma, conditionals);
            unguided = Together(x, sigma, [unconditional])[0];
        }

        var guided = unguided;
        for (var i = 0; i < denoised.Length; i++) guided = guided + (denoised[i] - unguided) * (float)(_parts[i].Weight * scale);
        _lastUnconditional?.Dispose();
        _lastUnconditional = unguided.alias().DetachFromDisposeScope();
        return guided.MoveToOuterDisposeScope();
    }

    /// <summary>Frees the references to the text embeddings that it made.</summary>
    public void Dispose()
    {
        _lastUnconditional?.Dispose();
        if (!_ownsEmbeddings) return;
        _parts[0].Embedding.Dispose();
        _unconditional.Dispose();
    }

    /// <summary>One evaluation of the network for several prompts: [n·B, 4, h, w] → n times [B, 4, h, w].</summary>
    private Tensor[] Together(Tensor x, float sigma, IReadOnlyList<Tensor> embeddings)
    {
        var rows = embeddings.Select(embedding => embedding.shape[0] == 1 ? embedding.expand(x.shape[0], -1, -1) : embedding).ToList();
        if (rows.Count == 1) return [_denoiser.Denoise(x, sigma, rows[0])];
        return _denoiser.Denoise(cat([.. Enumerable.Repeat(x, rows.Count)], 0), sigma, cat(rows, 0)).chunk(rows.Count, 0);
    }

    private Tensor Padded(Tensor embedding, long length)
    {
        var missing = (length - embedding.shape[1]) / Padding!.shape[1];
        return missing == 0 ? embedding : cat([embedding, Padding.repeat(embedding.shape[0], missing, 1)], 1);
    }

    /// <summary>All [B, T, D] with the greatest T among them.</summary>
    private static Tensor[] Equalized(IReadOnlyList<Tensor> embeddings)
    {
        var length = embeddings.Max(embedding => embedding.shape[1]);
        return [.. embeddings.Select(embedding => embedding.shape[1] == length ? embedding : cat([embedding, embedding.narrow(1, embedding.shape[1] - 1, 1).expand(-1, length - embedding.shape[1], -1)], 1))];
    }
}
