using Senmitsu.Generation.Upscaling;

namespace Senmitsu.Generation;

/// <summary>Finds the models that settings name besides the job's own.</summary>
/// <param name="Checkpoint">Checkpoint name → model, for the refiner and the second pass of a hires fix.</param>
/// <param name="Upscaler">Upscaler name → network; the caller owns it.</param>
public sealed record ModelLookup(Func<string, ModelOnDemand> Checkpoint, Func<string, PictureUpscaler> Upscaler)
{
    /// <summary>Finds nothing.</summary>
    public static ModelLookup None { get; } = new(
        name => throw new NotSupportedException($"the checkpoint '{name}' cannot be used here: no checkpoints are known"),
        name => throw new NotSupportedException($"the upscaler '{name}' cannot be used here: no upscalers are known"));
}
