namespace Senmitsu.Training;

/// <summary>Mean loss as sd-scripts shows it: the mean so far in the first epoch, then over a window of one epoch.</summary>
public sealed class LossAverage
{
    private readonly List<double> _losses = [];
    private double _total;

    /// <summary>Mean of the losses in the window; 0 before the first.</summary>
    public double Mean => _losses.Count == 0 ? 0 : _total / _losses.Count;

    /// <summary>The sum, then the losses, for <see cref="Restore"/>.</summary>
    public double[] Save() => [_total, .. _losses];

    /// <summary>Takes up where <see cref="Save"/> was called.</summary>
    public void Restore(double[] saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        _total = saved[0];
        _losses.Clear();
        _losses.AddRange(saved[1..]);
    }

    /// <summary>Adds the loss of a batch.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="batch">Position in the epoch, from 0.</param>
    /// <param name="loss">The loss.</param>
    public void Add(int epoch, int batch, double loss)
    {
        if (epoch == 1 || batch >= _losses.Count)
        {
            _losses.Add(loss);
        }
        else
        {
            _total -= _losses[batch];
            _losses[batch] = loss;
        }

        _total += loss;
    }
}
