using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Slopes;

/// <summary>
/// Consistency sampling for models and LoRAs distilled for it (Luo et al. 2023, Algorithm 3): the estimate itself, with fresh noise up to the next σ.
/// </summary>
public sealed class LcmSampler : SigmaSampler
{
    private const double SigmaData = 0.5;      // Luo et al. 2023, App. C
    private const double TimestepScaling = 10; // the same

    private protected override Tensor Next(SigmaStep step)
    {
        var timestep = TimestepScaling * Schedules.TimestepLadder.NearestLcmTimestep(Schedules.NoiseSchedule.Generation, (float)step.Sigma);
        var skip = SigmaData * SigmaData / (timestep * timestep + SigmaData * SigmaData);
        var keep = timestep / Math.Sqrt(timestep * timestep + SigmaData * SigmaData);
        return step.AddNoise(step.Denoised * (float)keep + step.X * (float)skip, step.NextSigma);
    }
}
