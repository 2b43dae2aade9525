using System.Globalization;

namespace Senmitsu.Diffusion.Prompts.Editing;

/// <summary>What the numbers of prompt editing count in one pass (AUTOMATIC1111 1.6 and later, unless <see cref="IsOld"/>).</summary>
/// <param name="Calls">Denoiser calls of the pass: its steps, doubled for samplers that call twice a step.</param>
/// <param name="CallsBefore">Calls of the passes before, which whole numbers count too.</param>
/// <param name="PassesBefore">Passes before: fractions from 0 to 1 belong to the first, from 1 to 2 to the second.</param>
/// <param name="IsOld">Rules before 1.6: below 1 a number is a fraction, from 1 on a step, and every pass begins anew.</param>
public sealed record PromptTimeline(int Calls, int CallsBefore = 0, int PassesBefore = 0, bool IsOld = false)
{
    /// <summary>The timeline of the hires pass after a first pass.</summary>
    /// <param name="firstCalls">Denoiser calls of the first pass.</param>
    /// <param name="hiresCalls">Denoiser calls of the hires pass.</param>
    /// <param name="isOld">Rules before AUTOMATIC1111 1.6.</param>
    public static PromptTimeline Hires(int firstCalls, int hiresCalls, bool isOld = false) =>
        isOld ? new(firstCalls, IsOld: true) : new(hiresCalls, firstCalls, 1);

    /// <summary>The last call, counted from 1, before a switch at this number; at most <see cref="Calls"/>, and below 1 when it lies in the past.</summary>
    /// <param name="number">As written: <c>0.5</c> is a fraction, <c>5</c> a call.</param>
    internal int Switch(string number)
    {
        var value = double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        var calls = IsOld
            ? value < 1 ? value * Calls : value
            : number.Contains('.', StringComparison.Ordinal) ? (value - PassesBefore) * Calls : value - CallsBefore;
        return (int)Math.Clamp(Math.Truncate(calls), int.MinValue, Calls);
    }
}
