using Senmitsu.DemoModel.Truth;
using Senmitsu.Numerics.Images;

namespace Senmitsu.DemoModel.Demonstration;

/// <summary>A generated picture and what the probe sees on it.</summary>
/// <param name="Path">The PNG file.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Image">Its pixels.</param>
/// <param name="Wanted">What was asked for.</param>
/// <param name="Reading">What the probe sees.</param>
public sealed record JudgedPicture(string Path, long Seed, PixelImage Image, WantedPicture Wanted, PortraitReading Reading)
{
    /// <summary>Whether what the prompt names is there.</summary>
    /// <param name="fact">What is checked; a fact that the prompt does not name is always right.</param>
    public bool Obeys(PortraitFact fact) => !Wanted.Facts.TryGetValue(fact, out var right) || Reading.Answer(fact) == right;

    /// <summary>Whether everything that the prompt names is there.</summary>
    public bool ObeysAll => Wanted.Facts.Keys.All(Obeys);
}
