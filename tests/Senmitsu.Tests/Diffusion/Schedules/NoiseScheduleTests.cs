using CsCheck;
using Senmitsu.Diffusion.Schedules;

namespace Senmitsu.Tests.Diffusion.Schedules;

public sealed class NoiseScheduleTests
{
    [Theory]
    [InlineData(0, 0.0291675f)]
    [InlineData(1, 0.041314f)]
    [InlineData(10, 0.098291f)]
    [InlineData(50, 0.225582f)]
    [InlineData(100, 0.343931f)]
    [InlineData(250, 0.695799f)]
    [InlineData(500, 1.618279f)]
    [InlineData(750, 4.099164f)]
    [InlineData(900, 8.346597f)]
    [InlineData(999, 14.614641f)]
    public void Sigmas_OfStableDiffusion_EqualPublishedValues(int timestep, float expected) =>
        Assert.Equal(expected, NoiseSchedule.Generation.Sigmas[timestep], expected * 2e-5f);

    [Fact]
    public void AlphasCumprod_OfStableDiffusion_HaveKnownEnds()
    {
        Assert.Equal(0.99914998f, NoiseSchedule.Generation.AlphasCumprod[0], 1e-7f);
        Assert.Equal(0.00466010f, NoiseSchedule.Generation.AlphasCumprod[999], 1e-8f);
    }

    [Fact]
    public void AlphasCumprod_OfTraining_DiffersByRoundingOnly()
    {
        for (var i = 0; i < NoiseSchedule.TimestepCount; i++)
        {
            var expected = NoiseSchedule.Generation.AlphasCumprod[i];
            Assert.Equal(expected, NoiseSchedule.Training.AlphasCumprod[i], expected * 5e-6f);
        }
    }

    [Fact]
    public void SigmaToTimestep_OfEveryTableEntry_IsItsIndex()
    {
        for (var i = 0; i < NoiseSchedule.TimestepCount; i++)
            Assert.Equal(i, NoiseSchedule.Generation.SigmaToTimestep(NoiseSchedule.Generation.Sigmas[i]), 1e-3f);
    }

    [Fact]
    public void SigmaToTimestep_OutsideTheTable_IsClamped()
    {
        Assert.Equal(0, NoiseSchedule.Generation.SigmaToTimestep(1e-4f));
        Assert.Equal(999, NoiseSchedule.Generation.SigmaToTimestep(1000f));
    }

    [Fact]
    public void TimestepToSigma_IsInverseOfSigmaToTimestep() => Gen.Float[0, 999].Sample(timestep =>
        Assert.Equal(timestep, NoiseSchedule.Generation.SigmaToTimestep(NoiseSchedule.Generation.TimestepToSigma(timestep)), 2e-3f));

    // Lin et al. 2024, Algorithm 1: √ᾱ is shifted to end at 0 and stretched to begin where it did.
    [Fact]
    public void ZeroTerminalSnr_EndsInNoiseAndBeginsAsBefore()
    {
        var (plain, rescaled) = (NoiseSchedule.Generation, NoiseSchedule.ZeroTerminalSnr);
        Assert.Equal(plain.AlphasCumprod[0], rescaled.AlphasCumprod[0], 1e-6f);
        Assert.Equal(4518.7f, rescaled.LargestSigma, 1f);
        for (var i = 1; i < NoiseSchedule.TimestepCount; i++) Assert.True(rescaled.Sigmas[i] > rescaled.Sigmas[i - 1]);
        double first = Math.Sqrt(plain.AlphasCumprod[0]), last = Math.Sqrt(plain.AlphasCumprod[999]), middle = Math.Sqrt(plain.AlphasCumprod[500]);
        Assert.Equal((middle - last) / (first - last) * first, Math.Sqrt(rescaled.AlphasCumprod[500]), 1e-6);
    }
}
