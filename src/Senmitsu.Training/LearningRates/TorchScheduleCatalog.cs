namespace Senmitsu.Training.LearningRates;

/// <summary>The schedules of <c>torch.optim.lr_scheduler</c> that are functions of the step.</summary>
internal static class TorchScheduleCatalog
{
    /// <summary>All schedules with torch's defaults; what torch requires is missing and does not pass validation.</summary>
    public static IReadOnlyList<TorchSchedule> All { get; } =
    [
        new CosineAnnealingSchedule(), new CosineWarmRestartsSchedule(), new StepSchedule(), new MultiStepSchedule(), new ExponentialSchedule(),
        new PolynomialSchedule(), new LinearSchedule(), new ConstantSchedule(), new OneCycleSchedule(),
    ];

    /// <summary>The schedule of a class, with or without its module; null if there is none.</summary>
    public static TorchSchedule? Find(string name)
    {
        const string Module = "torch.optim.lr_scheduler.";
        var plain = name.StartsWith(Module, StringComparison.Ordinal) ? name[Module.Length..] : name;
        return All.FirstOrDefault(schedule => schedule.Name == plain);
    }
}
