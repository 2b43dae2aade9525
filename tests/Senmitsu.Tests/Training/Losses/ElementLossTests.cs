using Senmitsu.Diffusion.Schedules;
using Senmitsu.Training.Losses;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Training.Losses;

public sealed class ElementLossTests
{
    private static readonly double[] Errors = [-2, -0.1, 0, 0.05, 3];

    [Theory]
    [InlineData(LossType.L2)]
    [InlineData(LossType.L1)]
    [InlineData(LossType.Huber)]
    [InlineData(LossType.SmoothL1)]
    public void Of_EqualsTheFormula(LossType type)
    {
        using var scope = NewDisposeScope();
        double[] thresholds = [0.1, 0.7];
        var predicted = tensor([.. Errors.Concat(Errors).Select(error => (float)error)]).view(2, 1, 1, Errors.Length);
        var loss = ElementLoss.Of(predicted, zeros_like(predicted), type, tensor(thresholds.Select(c => (float)c).ToArray())).data<float>().ToArray();
        for (var i = 0; i < loss.Length; i++)
        {
            double x = Errors[i % Errors.Length], c = thresholds[i / Errors.Length];
            var expected = type switch
            {
                LossType.L2 => x * x,
                LossType.L1 => Math.Abs(x),
                LossType.Huber => 2 * c * (Math.Sqrt(x * x + c * c) - c),
                _ => 2 * (Math.Sqrt(x * x + c * c) - c),
            };
            Assert.Equal(expected, loss[i], 1e-6);
        }
    }

    [Fact]
    public void Of_HuberWithoutThreshold_Throws()
    {
        using var x = zeros(1, 4, 2, 2);
        Assert.Throws<ArgumentException>(() => ElementLoss.Of(x, x, LossType.Huber, null));
    }

    [Theory]
    [InlineData(HuberSchedule.Constant)]
    [InlineData(HuberSchedule.Exponential)]
    [InlineData(HuberSchedule.Snr)]
    public void Threshold_OfEverySchedule_EqualsTheFormula(HuberSchedule schedule)
    {
        using var scope = NewDisposeScope();
        const double C = 0.2, Scale = 0.5;
        var table = HuberThreshold.Table(NoiseSchedule.Training.AlphasCumprodOn(CPU), new() { HuberSchedule = schedule, HuberC = C, HuberScale = Scale }).data<float>().ToArray();
        foreach (var t in new[] { 0, 1, 500, 999 })
        {
            double alpha = NoiseSchedule.Training.AlphasCumprod[t], sigma = Math.Sqrt((1 - alpha) / alpha);
            var expected = schedule switch
            {
                HuberSchedule.Constant => C * Scale,
                HuberSchedule.Exponential => Math.Exp(t * Math.Log(C) / 1000) * Scale,
                _ => (1 - C) / Math.Pow(1 + sigma, 2) + C,
            };
            Assert.Equal(expected, table[t], 1e-6);
        }
    }

    [Fact]
    public void PerSample_WithMask_DividesByAllPixels()
    {
        using var scope = NewDisposeScope();
        var predicted = ones(1, 4, 2, 2);
        var mask = tensor(new float[] { 1, 0, 0.5f, 0 }).view(1, 1, 2, 2);
        Assert.Equal(1.5f / 4, DenoisingLoss.PerSample(predicted, zeros_like(predicted), LossType.L2, null, mask).item<float>());
    }
}
