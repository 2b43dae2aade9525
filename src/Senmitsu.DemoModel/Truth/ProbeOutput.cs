using static TorchSharp.torch;

namespace Senmitsu.DemoModel.Truth;

/// <summary>What <see cref="PortraitProbe"/> sees on portraits.</summary>
/// <param name="Identity">[B, 64] · float32 · length 1: who it is; portraits of one person point the same way.</param>
/// <param name="Attributes">[B, sum of answers] · float32 · logits of every answer of every <see cref="PortraitFact"/>.</param>
/// <param name="Measures">[B, measures] · float32 · about −1…1.</param>
internal sealed record ProbeOutput(Tensor Identity, Tensor Attributes, Tensor Measures)
{
    /// <summary>The logits of one fact, as a view in the caller's scope.</summary>
    /// <param name="index">Place in <see cref="PortraitFact.All"/>.</param>
    /// <returns>[B, answers].</returns>
    public Tensor Logits(int index) => FactAnswers.Of(Attributes, index);
}
