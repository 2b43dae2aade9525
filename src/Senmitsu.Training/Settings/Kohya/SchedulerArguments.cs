using Senmitsu.Generation.Settings;
using Senmitsu.Training.LearningRates;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>sd-scripts' <c>lr_scheduler</c>, <c>lr_scheduler_type</c> and <c>lr_scheduler_args</c>.</summary>
internal static class SchedulerArguments
{
    private const string Path = "lr_scheduler_args";

    // What each schedule function takes beyond the arguments that have a name of their own.
    private static readonly Dictionary<LearningRateScheduler, LiteralArgument<LearningRateSettings>> Extra = new()
    {
        [LearningRateScheduler.PiecewiseConstant] = new("step_rules", r => r.StepRules?.Text ?? "1:10,0.1:20,0.01", (r, v) => v is string text && StepRules.Parse(text) is { } rules ? r with { StepRules = rules } : null, v => v is string, "must be FACTOR:UNTIL,…,FACTOR"),
        [LearningRateScheduler.Cosine] = LiteralArgument<LearningRateSettings>.Number<LearningRateSettings>("num_cycles", r => r.CosineWaves ?? 0.5, (r, v) => r with { CosineWaves = v }, NumberRule.Positive),
        [LearningRateScheduler.Polynomial] = LiteralArgument<LearningRateSettings>.Number<LearningRateSettings>("lr_end", r => r.PolynomialEnd ?? LearningRateSchedule.UsualPolynomialEnd, (r, v) => r with { PolynomialEnd = v }, NumberRule.NonNegative),
    };

    public static LearningRateSettings Read(LearningRateSettings rate, IReadOnlyDictionary<string, object> values, List<SettingProblem> problems)
    {
        if (values.GetValueOrDefault("lr_scheduler") is string scheduler)
        {
            // sd-scripts itself writes "adafactor:1e-4" into metadata.
            if (KohyaBindings.Schedulers.TryGetValue(scheduler.Split(':')[0], out var known)) rate = rate with { Scheduler = known };
            else problems.Add(new("lr_scheduler", scheduler, "is not supported", $"use one of {string.Join(", ", KohyaBindings.Schedulers.Keys)}"));
        }

        var arguments = values.GetValueOrDefault(Path) as List<string> ?? [];
        if (values.GetValueOrDefault("lr_scheduler_type") is string type)
        {
            if (TorchScheduleCatalog.Find(type) is { } torch) return rate with { Torch = LiteralArguments.Read(torch, torch.Arguments, arguments, Path, torch.Name, problems) };
            problems.Add(new("lr_scheduler_type", type, "is not supported", $"use one of {string.Join(", ", TorchScheduleCatalog.All.Select(schedule => schedule.Name))}, or lr_scheduler"));
        }

        return LiteralArguments.Read(rate, Table(rate), arguments, Path, $"lr_scheduler {KohyaBindings.NameOf(KohyaBindings.Schedulers, rate.Scheduler)}", problems);
    }

    /// <summary>Only what differs from the defaults.</summary>
    public static List<string> Write(LearningRateSettings rate)
    {
        if (rate.Torch is { } torch) return LiteralArguments.Write(torch, TorchScheduleCatalog.Find(torch.Name)!, torch.Arguments);
        return rate switch
        {
            { Scheduler: LearningRateScheduler.PiecewiseConstant, StepRules: not null } or { Scheduler: LearningRateScheduler.Cosine, CosineWaves: not null } or { Scheduler: LearningRateScheduler.Polynomial, PolynomialEnd: not null } =>
                [$"{Extra[rate.Scheduler].Name}={Text(Extra[rate.Scheduler].Get(rate))}"],
            _ => [],
        };

        // sd-scripts reads rules only with quotes.
        static string Text(object? value) => value is string text ? $"'{text}'" : PythonLiteral.Format(value);
    }

    private static IReadOnlyList<LiteralArgument<LearningRateSettings>> Table(LearningRateSettings rate) => Extra.TryGetValue(rate.Scheduler, out var argument) ? [argument] : [];
}
