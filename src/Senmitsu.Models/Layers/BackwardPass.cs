using static TorchSharp.torch;

namespace Senmitsu.Models.Layers;

/// <summary>What every gradient written in C# needs around it, because libtorch calls it.</summary>
internal static class BackwardPass
{
    /// <summary>Computes gradients inside libtorch's backward pass.</summary>
    /// <param name="name">The function's name, for the last message should it fail.</param>
    /// <param name="outputGradient">Handle that TorchSharp made for the call and leaves to the collector; disposed here.</param>
    /// <param name="gradients">Gradients of the inputs, in their order; <see langword="null"/> where an input has none.</param>
    /// <returns>The gradients, outside any dispose scope.</returns>
    public static List<Tensor> Run(string name, Tensor outputGradient, Func<IEnumerable<Tensor?>> gradients)
    {
        try
        {
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            using (outputGradient) return [.. gradients().Select(gradient => gradient?.MoveToOuterDisposeScope()!)];
        }
        catch (Exception exception)
        {
            // An exception that crosses libtorch's frames ends the process without a word; zeros would train a wrong model.
            Environment.FailFast($"The gradient of {name} failed", exception);
            throw;
        }
    }
}
