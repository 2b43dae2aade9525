namespace Senmitsu.DemoModel.Truth;

/// <summary>What the probe sees on one portrait.</summary>
/// <param name="Identity">[64] · length 1: who it is.</param>
/// <param name="Answers">The likeliest answer to each of <see cref="PortraitFact.All"/>.</param>
/// <param name="Clarity">Probability of the least certain of these answers, 0 to 1: low where something is out of shape.</param>
public sealed record PortraitReading(IReadOnlyList<float> Identity, IReadOnlyList<int> Answers, double Clarity)
{
    /// <summary>How much two portraits look like the same person, −1 to 1 (cosine).</summary>
    /// <param name="other">The other portrait.</param>
    public double Likeness(PortraitReading other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Identity.Zip(other.Identity, (a, b) => (double)a * b).Sum();
    }

    /// <summary>The answer to one question.</summary>
    /// <param name="fact">One of <see cref="PortraitFact.All"/>.</param>
    public int Answer(PortraitFact fact) => Answers[PortraitFact.All.ToList().IndexOf(fact)];
}
