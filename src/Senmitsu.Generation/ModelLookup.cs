using Senmitsu.Generation.Upscaling;

namespace Senmitsu.Generation;

/// <summary>Finds the models that settings name besides the job's own.</summary>
/// <param name="Refiner">Checkpoint name → model; <see langword="null"/> if it is the job's own.</param>
/// <param name="Upscaler">Upscaler name → network; the caller owns it.</param>
public sealed record ModelLookup(Func<string, ModelOnDemand?> Refiner, Func<string, PictureUpscaler> Upscaler)
{
    /// <summary>Finds nothing.</summary>
    public static ModelLookup None { get; } = new(
        name => throw new NotSupportedException($"the refiner '{name}' cannot be used here: no checkpoints are known"),
        name => throw new NotSupportedException($"the upscaler '{name}' cannot be used here: no upscalers are known"));
}
