using Senmitsu.Training.LearningRates;

namespace Senmitsu.Tests.Training.LearningRates;

public sealed class LearningRateScheduleTests
{
    public static TheoryData<LearningRateScheduler> Schedulers => [.. Enum.GetValues<LearningRateScheduler>().Except([LearningRateScheduler.PiecewiseConstant])];

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Factor_WithWarmup_RisesFromZeroToOne(LearningRateScheduler scheduler)
    {
        var schedule = new LearningRateSchedule { Scheduler = scheduler, TotalSteps = 100, WarmupSteps = 4, DecaySteps = 10 };
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], Enumerable.Range(0, 5).Select(schedule.Factor));
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Factor_AtAnyStep_StaysBetweenZeroAndOne(LearningRateScheduler scheduler)
    {
        var schedule = new LearningRateSchedule { Scheduler = scheduler, TotalSteps = 50, DecaySteps = 20, Cycles = 3, BaseLearningRate = 1e-3 };
        Assert.Equal(1, schedule.Factor(0), 1e-12);
        Assert.All(Enumerable.Range(0, 70), step => Assert.InRange(schedule.Factor(step), 0, 1));
    }

    [Fact]
    public void Notes_OfConstantWithWarmup_SayThatTheReferenceRefuses()
    {
        Assert.Contains("refused by sd-scripts", Assert.Single(new LearningRateSchedule { TotalSteps = 10, WarmupSteps = 2 }.Notes), StringComparison.Ordinal);
        Assert.Empty(new LearningRateSchedule { TotalSteps = 10 }.Notes);
    }

    [Fact]
    public void Factor_OfStepRules_HoldsUntilEachStep()
    {
        var schedule = new LearningRateSchedule { Scheduler = LearningRateScheduler.PiecewiseConstant, TotalSteps = 40, StepRules = StepRules.Parse("1:10, 0.1:20, 0.01:30, 0.005") };
        Assert.Equal([1, 1, 0.1, 0.1, 0.01, 0.01, 0.005, 0.005], new[] { 0, 9, 10, 19, 20, 29, 30, 39 }.Select(schedule.Factor));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1:10")]
    [InlineData("1:x,0.1")]
    [InlineData("1:10:2,0.1")]
    [InlineData("-1:10,0.1")]
    public void StepRules_OfOtherText_AreRefused(string text) => Assert.Null(StepRules.Parse(text));

    [Fact]
    public void Factor_OfAWholeCosineWave_RisesAgain()
    {
        var schedule = new LearningRateSchedule { Scheduler = LearningRateScheduler.Cosine, TotalSteps = 100, CosineWaves = 1 };
        Assert.Equal([1, 0.5, 0, 0.5], new[] { 0, 25, 50, 75 }.Select(step => Math.Round(schedule.Factor(step), 12)));
    }
}
