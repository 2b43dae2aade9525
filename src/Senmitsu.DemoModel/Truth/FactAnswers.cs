using Senmitsu.DemoModel.People;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.DemoModel.Truth;

/// <summary>Answers to all of <see cref="PortraitFact.All"/> side by side, as a network gives them: [B, <see cref="Count"/>] · float32 · logits.</summary>
internal static class FactAnswers
{
    /// <summary>Answers to all facts.</summary>
    public static int Count { get; } = PortraitFact.All.Sum(fact => fact.Count);

    /// <summary>The logits of one fact, as a view in the caller's scope.</summary>
    /// <param name="answers">[B, <see cref="Count"/>].</param>
    /// <param name="index">Place in <see cref="PortraitFact.All"/>.</param>
    /// <returns>[B, its answers].</returns>
    public static Tensor Of(Tensor answers, int index) => answers.narrow(1, PortraitFact.All.Take(index).Sum(fact => fact.Count), PortraitFact.All[index].Count);

    /// <summary>How wrong they are: cross entropy, nats, the mean over portraits and facts.</summary>
    /// <param name="answers">[B, <see cref="Count"/>].</param>
    /// <param name="portraits">What is right, B of them.</param>
    /// <returns>Scalar, in the caller's scope.</returns>
    public static Tensor Loss(Tensor answers, IReadOnlyList<(Person Person, Scene Scene)> portraits) =>
        stack([.. PortraitFact.All.Select((fact, i) => F.cross_entropy(Of(answers, i), tensor(portraits.Select(portrait => (long)fact.Of(portrait.Person, portrait.Scene)).ToArray())))]).mean();
}
