using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>Updates parameters from their gradients.</summary>
public interface IOptimizer : IDisposable
{
    /// <summary>Module and class as sd-scripts writes them into <c>ss_optimizer</c>.</summary>
    string KohyaName { get; }

    /// <summary>The groups it updates. Borrowed.</summary>
    IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>The step size d that Prodigy and D-Adaptation estimate, a factor on the learning rate; null for the others.</summary>
    double? EstimatedStepSize => null;

    /// <summary>One update with each group's current learning rate. The gradients may be overwritten.</summary>
    /// <exception cref="InvalidOperationException">Evaluation was entered and not left.</exception>
    void Update();

    /// <summary>
    /// Puts the weights to save and sample with into the groups, where they differ from those to train with (schedule-free optimizers).
    /// Does nothing for the others.
    /// </summary>
    void EnterEvaluation()
    {
    }

    /// <summary>Puts the weights to train with back, to the bit.</summary>
    void LeaveEvaluation()
    {
    }

    /// <summary>Everything remembered between updates. With the same parameters and the state loaded, further updates are the same to the bit.</summary>
    /// <returns>Copies under stable names; numbers are 0-dim float64 or int64. Caller owns them.</returns>
    IReadOnlyDictionary<string, Tensor> SaveState();

    /// <summary>Takes up a state of <see cref="SaveState"/>. Nothing changes if it does not fit.</summary>
    /// <param name="state">Tensors on any device. Borrowed.</param>
    /// <exception cref="TrainingStateException">An entry is missing, unknown, or of another shape or type.</exception>
    void LoadState(IReadOnlyDictionary<string, Tensor> state);
}
