using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Denoisers;

/// <summary>
/// Classifier-free guidance (Ho &amp; Salimans 2022) on the x₀ estimates: u + (c − u)·scale. Owns its references to the two text embeddings.
/// </summary>
/// <remarks>
/// Prompt and negative prompt go through the network as one batch if their embeddings are equally long, else as two calls.
/// A scale of 1 still evaluates the negative prompt, as AUTOMATIC1111 does, so that equal settings give equal pictures.
/// </remarks>
public sealed class CfgDenoiser : IGuidedDenoiser, IDisposable
{
    private readonly DiscreteDenoiser _denoiser;
    private readonly Tensor _conditional;
    private readonly Tensor _unconditional;
    private readonly Tensor? _both;
    private readonly float _cfgScale;
    private Tensor? _lastUnconditional;

    /// <summary>Guides a denoiser.</summary>
    /// <param name="denoiser">The network's denoiser.</param>
    /// <param name="conditional">[B, 77·k, D] · model · embedding of the prompt. Borrowed, kept alive by this object.</param>
    /// <param name="unconditional">[B, 77·j, D] · model · embedding of the negative prompt. Borrowed, kept alive by this object.</param>
    /// <param name="cfgScale">1 = no guidance; usual values are 5…12.</param>
    public CfgDenoiser(DiscreteDenoiser denoiser, Tensor conditional, Tensor unconditional, double cfgScale)
    {
        ArgumentNullException.ThrowIfNull(denoiser);
        ArgumentNullException.ThrowIfNull(conditional);
        ArgumentNullException.ThrowIfNull(unconditional);
        if (conditional.dim() != 3 || unconditional.dim() != 3 || conditional.shape[0] != unconditional.shape[0])
            throw new ArgumentException($"text embeddings must be [B, T, D] with equal B, got [{string.Join(", ", conditional.shape)}] and [{string.Join(", ", unconditional.shape)}]", nameof(conditional));

        _denoiser = denoiser;
        _cfgScale = (float)cfgScale;
        _conditional = conditional.alias().DetachFromDisposeScope();
        _unconditional = unconditional.alias().DetachFromDisposeScope();
        if (conditional.shape[1] == unconditional.shape[1])
            _both = cat([conditional, unconditional], 0).DetachFromDisposeScope(); // [2B, T, D]
    }

    /// <inheritdoc/>
    public Tensor LastUnconditional => _lastUnconditional ?? throw new InvalidOperationException("no estimate was made yet: call Denoise first");

    /// <inheritdoc/>
    public Tensor Denoise(Tensor x, float sigma)
    {
        ArgumentNullException.ThrowIfNull(x);
        using var scope = NewDisposeScope();
        var (conditional, unconditional) = _both is null
            ? (_denoiser.Denoise(x, sigma, _conditional), _denoiser.Denoise(x, sigma, _unconditional))
            : Halves(_denoiser.Denoise(cat([x, x], 0), sigma, _both));
        _lastUnconditional?.Dispose();
        _lastUnconditional = unconditional.alias().DetachFromDisposeScope();
        return (unconditional + (conditional - unconditional) * _cfgScale).MoveToOuterDisposeScope();
    }

    /// <summary>Frees the references to the text embeddings.</summary>
    public void Dispose()
    {
        _conditional.Dispose();
        _unconditional.Dispose();
        _both?.Dispose();
        _lastUnconditional?.Dispose();
    }

    private static (Tensor First, Tensor Second) Halves(Tensor both)
    {
        var halves = both.chunk(2, 0);
        return (halves[0], halves[1]);
    }
}
