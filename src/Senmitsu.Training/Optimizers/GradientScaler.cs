using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>
/// Keeps small gradients from becoming 0 in float16: the loss is multiplied before the backward pass and the gradients divided after it
/// (Micikevicius et al. 2018, 1710.03740; torch.amp.GradScaler and its defaults).
/// </summary>
public sealed class GradientScaler
{
    private const double FirstScale = 65536, Growth = 2, Backoff = 0.5;
    private const int GrowthInterval = 2000;

    /// <summary>Halved so often in a row, the scale is far below 1, and float16 is no longer why gradients are not finite.</summary>
    private const int MostInARow = 25;

    private int _sinceGrowth;
    private int _skippedInARow;

    /// <summary>What the loss is multiplied by.</summary>
    public double Scale { get; private set; } = FirstScale;

    /// <summary>Updates that were left out; sd-scripts counts them as steps, and its learning rate schedule does not.</summary>
    public int Skipped { get; private set; }

    /// <summary>Whether so many updates were left out one after another that waiting for a better scale is in vain.</summary>
    public bool IsInVain => _skippedInARow >= MostInARow;

    /// <summary>Divides all gradients by the scale.</summary>
    public void Unscale(IReadOnlyList<ParameterGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        using var scope = NewDisposeScope(); // TorchSharp's in-place calls may return another handle of the tensor
        foreach (var group in groups) group.Gradients.mul_(1 / Scale);
    }

    /// <summary>The gradients were not finite: the update is left out, and the scale becomes smaller.</summary>
    public void Skip()
    {
        Scale *= Backoff;
        _sinceGrowth = 0;
        _skippedInARow++;
        Skipped++;
    }

    /// <summary>The gradients were finite: after many such updates the scale becomes larger.</summary>
    public void Advance()
    {
        _skippedInARow = 0;
        if (++_sinceGrowth < GrowthInterval) return;
        Scale *= Growth;
        _sinceGrowth = 0;
    }

    /// <summary>The run goes on at an earlier step than the saved one, before which no more updates can have been left out.</summary>
    /// <param name="step">Updates done.</param>
    public void GoBackTo(int step) => Skipped = Math.Min(Skipped, step);

    /// <summary>Everything, for <see cref="Restore"/>.</summary>
    public double[] Save() => [Scale, _sinceGrowth, _skippedInARow, Skipped];

    /// <summary>Takes up where <see cref="Save"/> was called.</summary>
    public void Restore(double[] saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        (Scale, _sinceGrowth, _skippedInARow, Skipped) = (saved[0], (int)saved[1], (int)saved[2], (int)saved[3]);
    }
}
