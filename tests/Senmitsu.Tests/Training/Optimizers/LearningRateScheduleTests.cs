using Senmitsu.Training.Optimizers;

namespace Senmitsu.Tests.Training.Optimizers;

public sealed class LearningRateScheduleTests
{
    public static TheoryData<LearningRateScheduler> Schedulers => [.. Enum.GetValues<LearningRateScheduler>()];

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
}
