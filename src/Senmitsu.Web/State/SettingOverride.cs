using System.Globalization;
using Senmitsu.Diffusion.Prompts;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Generation.Settings;
using Senmitsu.Models.Vae;
using Senmitsu.Numerics;

namespace Senmitsu.Web.State;

/// <summary>A setting that differs from its default and stands in no field that is always shown, such as one that a picture brought along.</summary>
/// <param name="Name">Its key in infotext.</param>
/// <param name="Value">Its value as infotext writes it.</param>
/// <param name="Without">All settings with this one at its default.</param>
public sealed record SettingOverride(string Name, string Value, GenerationSettings Without)
{
    private static readonly GenerationSettings Default = new();

    private static readonly (string Name, Func<GenerationSettings, string> Text, Func<GenerationSettings, GenerationSettings> Reset)[] Table =
    [
        ("Clip skip", s => Number(s.ClipSkip), s => s with { ClipSkip = Draft.ClipSkipOfSettings }),
        ("VAE", s => s.Vae ?? "", s => s with { Vae = null }),
        ("Tiling", s => Flag(s.IsTiling), s => s with { IsTiling = false }),
        ("Tiled VAE", s => Flag(s.VaeTiling == VaeTiling.On), s => s with { VaeTiling = Default.VaeTiling }),
        ("RNG", s => s.Noise.Source == RandomSource.Nv ? "NV" : "CPU", s => Noise(s, n => n with { Source = Default.Noise.Source })),
        ("ENSD", s => Number(s.Noise.EtaSeedDelta), s => Noise(s, n => n with { EtaSeedDelta = 0 })),
        ("Token merging ratio", s => Number(s.TokenMerging), s => s with { TokenMerging = 0 }),
        ("Emphasis", s => s.Prompts.Emphasis.Name(), s => Prompts(s, p => p with { Emphasis = Default.Prompts.Emphasis })),
        ("Comma backtrack", s => Number(s.Prompts.CommaBacktrack), s => Prompts(s, p => p with { CommaBacktrack = Default.Prompts.CommaBacktrack })),
        ("Prompt comments", s => Flag(s.Prompts.HasComments), s => Prompts(s, p => p with { HasComments = true })),
        ("Old prompt editing timelines", s => Flag(s.Prompts.UsesOldEditing), s => Prompts(s, p => p with { UsesOldEditing = false })),
        ("Pad conds", s => Flag(s.Prompts.PadsUnequal), s => Prompts(s, p => p with { PadsUnequal = false })),
        ("Skip Early CFG", s => Number(s.Prompts.SkipEarlyGuidance), s => Prompts(s, p => p with { SkipEarlyGuidance = 0 })),
        ("NGMS", s => Number(s.Prompts.MinGuidanceSigma), s => Prompts(s, p => p with { MinGuidanceSigma = 0 })),
        ("NGMS all steps", s => Flag(s.Prompts.SkipsEveryCall), s => Prompts(s, p => p with { SkipsEveryCall = false })),
        ("Eta", s => Number(s.Samplers.Eta), s => Samplers(s, o => o with { Eta = null })),
        ("Sigma churn", s => Number(s.Samplers.Churn), s => Samplers(s, o => o with { Churn = 0 })),
        ("Sigma tmin", s => Number(s.Samplers.ChurnFrom), s => Samplers(s, o => o with { ChurnFrom = 0 })),
        ("Sigma tmax", s => Number(s.Samplers.ChurnTo), s => Samplers(s, o => o with { ChurnTo = 0 })),
        ("Sigma noise", s => Number(s.Samplers.NoiseScale), s => Samplers(s, o => o with { NoiseScale = 1 })),
        ("Schedule min sigma", s => Number(s.Samplers.Spacing.SmallestSigma), s => Samplers(s, o => o with { Spacing = o.Spacing with { SmallestSigma = null } })),
        ("Schedule max sigma", s => Number(s.Samplers.Spacing.LargestSigma), s => Samplers(s, o => o with { Spacing = o.Spacing with { LargestSigma = null } })),
        ("Schedule rho", s => Number(s.Samplers.Spacing.Rho), s => Samplers(s, o => o with { Spacing = o.Spacing with { Rho = null } })),
        ("Discard penultimate sigma", s => Flag(s.Samplers.Spacing.DiscardsPenultimate), s => Samplers(s, o => o with { Spacing = o.Spacing with { DiscardsPenultimate = false } })),
        ("Noise Schedule", s => s.Samplers.UsesZeroTerminalSnr ? "Zero Terminal SNR" : "Default", s => Samplers(s, o => o with { UsesZeroTerminalSnr = false })),
        ("Prediction", s => s.Samplers.Prediction == PredictionType.Velocity ? "v" : "epsilon", s => Samplers(s, o => o with { Prediction = null })),
        ("Exact steps", s => Flag(s.Samplers.RunsExactSteps), s => Samplers(s, o => o with { RunsExactSteps = false })),
        ("Noise multiplier", s => Number(s.Noise.InitialMultiplier), s => Noise(s, n => n with { InitialMultiplier = 1 })),
        ("Extra noise", s => Number(s.Noise.Extra), s => Noise(s, n => n with { Extra = 0 })),
        ("Color correction", s => Flag(s.CorrectsColors), s => s with { CorrectsColors = false }),
        ("Conditional mask weight", s => Number(s.Inpaint.ConditioningWeight), s => s with { Inpaint = s.Inpaint with { ConditioningWeight = 1 } }),
        ("Mask rounding", s => Flag(s.Inpaint.RoundsMask), s => s with { Inpaint = s.Inpaint with { RoundsMask = true } }),
        ("Refiner switch by sampling steps", s => Flag(s.Refiner!.SwitchesBySteps), s => s with { Refiner = s.Refiner is null ? null : s.Refiner with { SwitchesBySteps = false } }),
        ("Hires refiner", s => s.Refiner!.Pass.Name(), s => s with { Refiner = s.Refiner is null ? null : s.Refiner with { Pass = HiresPass.Second } }),
    ];

    /// <summary>All of them, in a fixed order.</summary>
    /// <param name="settings">The settings of a page.</param>
    public static IReadOnlyList<SettingOverride> Of(GenerationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return [.. Table.Select(row => (row.Name, row.Text, Without: row.Reset(settings))).Where(row => row.Without != settings).Select(row => new SettingOverride(row.Name, row.Text(settings), row.Without))];
    }

    private static GenerationSettings Noise(GenerationSettings settings, Func<NoiseSettings, NoiseSettings> change) => settings with { Noise = change(settings.Noise) };

    private static GenerationSettings Prompts(GenerationSettings settings, Func<PromptSettings, PromptSettings> change) => settings with { Prompts = change(settings.Prompts) };

    private static GenerationSettings Samplers(GenerationSettings settings, Func<SamplerSettings, SamplerSettings> change) => settings with { Samplers = change(settings.Samplers) };

    private static string Flag(bool value) => value ? "True" : "False";

    private static string Number(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
