namespace Senmitsu.Training.Optimizers;

/// <summary>Updates parameters from their gradients.</summary>
public interface IOptimizer : IDisposable
{
    /// <summary>Name and arguments as sd-scripts writes them into <c>ss_optimizer</c>.</summary>
    string KohyaName { get; }

    /// <summary>The groups it updates. Borrowed.</summary>
    IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>One update with each group's current learning rate.</summary>
    void Update();
}
