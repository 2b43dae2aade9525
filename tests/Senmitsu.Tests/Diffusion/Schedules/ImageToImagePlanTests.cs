using CsCheck;
using Senmitsu.Diffusion.Schedules;

namespace Senmitsu.Tests.Diffusion.Schedules;

public sealed class ImageToImagePlanTests
{
    [Theory]
    [InlineData(20, .75, 16)]
    [InlineData(20, .5, 11)]
    [InlineData(20, .3, 7)]
    [InlineData(20, 1, 20)]
    [InlineData(28, .55, 16)]
    [InlineData(30, .02, 1)]
    [InlineData(20, .02, 1)]
    [InlineData(20, 0, 1)]
    public void Create_WithoutExactSteps_ShortensTheRun(int steps, double strength, int expected)
    {
        var plan = ImageToImagePlan.Create(steps, strength, exactSteps: false);
        Assert.Equal(steps, plan.ScheduleSteps);
        Assert.Equal(expected, plan.Steps);
    }

    [Theory]
    [InlineData(20, .75, 26)]
    [InlineData(20, .5, 40)]
    [InlineData(20, .3, 66)]
    [InlineData(20, 1, 20)]
    [InlineData(28, .55, 50)]
    [InlineData(30, .02, 1500)]
    public void Create_WithExactSteps_LengthensTheSchedule(int steps, double strength, int scheduleSteps)
    {
        var plan = ImageToImagePlan.Create(steps, strength, exactSteps: true);
        Assert.Equal(scheduleSteps, plan.ScheduleSteps);
        Assert.Equal(steps, plan.Steps);
    }

    [Fact]
    public void Sigmas_OfAnyPlan_AreTheEndOfTheSchedule() => Gen.Select(Gen.Int[1, 60], Gen.Double[0, 1], Gen.Bool).Sample((steps, strength, exact) =>
    {
        var plan = ImageToImagePlan.Create(steps, Math.Max(strength, 0.01), exact);
        var full = new float[plan.ScheduleSteps + 1];
        for (var i = 0; i < full.Length; i++) full[i] = full.Length - 1 - i;
        var sigmas = plan.Sigmas(full);
        Assert.Equal(plan.Steps + 1, sigmas.Length);
        Assert.Equal(plan.Steps, sigmas[0]);
        Assert.Equal(0, sigmas[^1]);
    });

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Create_WhenStrengthIsOutside_Throws(double strength) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageToImagePlan.Create(20, strength, exactSteps: false));
}
