using Senmitsu.Models;

namespace Senmitsu.Generation;

/// <summary>A model that is loaded when, and if, it is needed.</summary>
/// <param name="Path">Its file or folder: the same for the same model, whatever it was called.</param>
/// <param name="Title">What infotext calls it: <c>name [hash]</c>.</param>
/// <param name="Load">Loads it; the caller owns the model. <see langword="null"/> if it is the job's own, which is there.</param>
public sealed record ModelOnDemand(string Path, string Title, Func<StableDiffusionModel>? Load);
