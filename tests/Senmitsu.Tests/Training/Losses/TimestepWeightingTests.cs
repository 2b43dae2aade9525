using Senmitsu.Diffusion.Schedules;
using Senmitsu.Training.Losses;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Training.Losses;

public sealed class TimestepWeightingTests
{
    public static TheoryData<LossSettings, PredictionType> Variants { get; } = new()
    {
        { new() { MinSnrGamma = 5 }, PredictionType.Epsilon },
        { new() { DebiasedEstimation = true }, PredictionType.Epsilon },
        { new() { VPredLikeLoss = 0.7 }, PredictionType.Epsilon },
        { new() { MinSnrGamma = 3, VPredLikeLoss = 0.7, DebiasedEstimation = true }, PredictionType.Epsilon },
        { new() { ScaleVPredLossLikeNoisePred = true }, PredictionType.Velocity },
        { new() { MinSnrGamma = 3, ScaleVPredLossLikeNoisePred = true, DebiasedEstimation = true }, PredictionType.Velocity },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Table_OfEveryCombination_EqualsTheStepsOfTheReference(LossSettings settings, PredictionType prediction)
    {
        using var scope = NewDisposeScope();
        var table = TimestepWeighting.Table(NoiseSchedule.Training.AlphasCumprodOn(CPU), settings, prediction)!.data<float>().ToArray();
        var isVelocity = prediction == PredictionType.Velocity;
        for (var t = 0; t < table.Length; t += 37)
        {
            double alpha = NoiseSchedule.Training.AlphasCumprod[t], snr = alpha / (1 - alpha), limited = Math.Min(snr, 1000), scale = limited / (limited + 1);
            var loss = 1.0;
            if (settings.MinSnrGamma is { } gamma) loss *= Math.Min(snr, gamma) / (isVelocity ? snr + 1 : snr);
            if (settings.ScaleVPredLossLikeNoisePred) loss *= scale;
            if (settings.VPredLikeLoss is { } share) loss += share * loss / scale;
            if (settings.DebiasedEstimation) loss *= isVelocity ? 1 / (limited + 1) : 1 / Math.Sqrt(limited);
            Assert.Equal(loss, table[t], 2e-4 * loss);
        }
    }

    [Fact]
    public void Table_WithoutWeights_IsNull()
    {
        using var alphas = NoiseSchedule.Training.AlphasCumprodOn(CPU);
        Assert.Null(TimestepWeighting.Table(alphas, new(), PredictionType.Epsilon));
    }

    [Fact]
    public void ZeroTerminalSnr_EndsAtPureNoiseAndBeginsAsBefore()
    {
        using var scope = NewDisposeScope();
        var before = NoiseSchedule.Training.AlphasCumprodOn(CPU);
        var after = ZeroTerminalSnr.Rescale(before).data<float>().ToArray();
        Assert.Equal(0, after[^1]);
        Assert.Equal(before[0].item<float>(), after[0], 1e-6f);
        Assert.Equal(after.OrderDescending(), after);

        // √ᾱ stays linear in the old √ᾱ (Lin et al. 2023, Algorithm 1).
        double first = Math.Sqrt(before[0].item<float>()), last = Math.Sqrt(before[-1].item<float>()), middle = Math.Sqrt(before[500].item<float>());
        Assert.Equal(Math.Pow((middle - last) * first / (first - last), 2), after[500], 1e-6);
    }
}
