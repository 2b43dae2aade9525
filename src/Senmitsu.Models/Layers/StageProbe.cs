using static TorchSharp.torch;

namespace Senmitsu.Models.Layers;

/// <summary>Lets an observer see the output of every stage of a network: for tests of single blocks and for feature extraction.</summary>
internal sealed class StageProbe
{
    /// <summary>Called with a stage's module key and its output (borrowed; copy it to keep it, later stages may overwrite it); <see langword="null"/> for none.</summary>
    public Action<string, Tensor>? Observer { get; set; }

    /// <summary>Shows a stage's output to the observer and passes it on.</summary>
    public Tensor Show(string stage, Tensor output)
    {
        Observer?.Invoke(stage, output);
        return output;
    }
}
