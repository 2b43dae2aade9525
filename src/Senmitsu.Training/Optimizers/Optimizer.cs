using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>What the optimizers share: the groups they update, and what they remember between updates. Owns what is remembered.</summary>
public abstract class Optimizer : IOptimizer
{
    /// <summary>Remembers nothing yet.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    private protected Optimizer(IReadOnlyList<ParameterGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        Groups = groups;
    }

    /// <inheritdoc/>
    public abstract string KohyaName { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <inheritdoc/>
    public virtual double? EstimatedStepSize => null;

    /// <summary>What is remembered.</summary>
    private protected OptimizerState State { get; } = new();

    /// <inheritdoc/>
    public abstract void Update();

    /// <inheritdoc/>
    public virtual void EnterEvaluation()
    {
    }

    /// <inheritdoc/>
    public virtual void LeaveEvaluation()
    {
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> SaveState() => State.Save();

    /// <inheritdoc/>
    public void LoadState(IReadOnlyDictionary<string, Tensor> state) => State.Load(state);

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        State.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what a kind of optimizer owns besides <see cref="State"/>.</summary>
    private protected virtual void Release()
    {
    }
}
