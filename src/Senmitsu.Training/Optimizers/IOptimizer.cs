using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>Updates parameters from their gradients.</summary>
public interface IOptimizer : IDisposable
{
    /// <summary>Name and arguments as sd-scripts writes them into <c>ss_optimizer</c>.</summary>
    string KohyaName { get; }

    /// <summary>The groups it updates. Borrowed.</summary>
    IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>Everything the next update depends on besides parameters and gradients, so that <see cref="LoadState"/> continues bit for bit.</summary>
    /// <returns>Tensors by name; the caller owns them.</returns>
    IReadOnlyDictionary<string, Tensor> SaveState();

    /// <summary>Takes up a state of the same optimizer over the same groups.</summary>
    /// <param name="state">Tensors by name. Borrowed.</param>
    /// <exception cref="TrainingStateException">A tensor is missing or has another shape.</exception>
    void LoadState(IReadOnlyDictionary<string, Tensor> state);

    /// <summary>One update with each group's current learning rate.</summary>
    void Update();
}
