using System.Globalization;
using Senmitsu.Generation.Settings;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>Makes each picture of the one before it (AUTOMATIC1111's <c>scripts/loopback.py</c>). Each batch begins anew with the first picture.</summary>
public sealed record Loopback : Script
{
    /// <summary>Its name.</summary>
    public const string ScriptName = "loopback";

    /// <summary>AUTOMATIC1111's name of it.</summary>
    public const string ScriptTitle = "Loopback";

    private const int MostLoops = 32;

    /// <inheritdoc/>
    public override string Name => ScriptName;

    /// <inheritdoc/>
    public override string Title => ScriptTitle;

    /// <inheritdoc/>
    public override bool IsOnlyImageToImage => true;

    /// <summary>Pictures one after another, 1…32. Default 4.</summary>
    public int Loops { get; init; } = 4;

    /// <summary>Denoising strength of the last loop, 0…1; that of the first is the job's. Ignored with one loop. Default 0.5.</summary>
    public double FinalDenoisingStrength { get; init; } = 0.5;

    /// <summary>How it gets there. Default linear.</summary>
    public DenoisingCurve Curve { get; init; } = DenoisingCurve.Linear;

    /// <inheritdoc/>
    public override IReadOnlyList<SettingProblem> Validate()
    {
        var problems = new List<SettingProblem>();
        if (Loops is < 1 or > MostLoops) problems.Add(new("loops", Loops.ToString(CultureInfo.InvariantCulture), $"must lie between 1 and {MostLoops}", "use 4"));
        if (FinalDenoisingStrength is not (>= 0 and <= 1)) problems.Add(new("final-denoising-strength", FinalDenoisingStrength.ToString(CultureInfo.InvariantCulture), "must lie between 0 and 1", "use 0.5"));
        return problems;
    }

    /// <summary>The denoising strength of a loop.</summary>
    /// <param name="first">That of the first.</param>
    /// <param name="loop">From 0.</param>
    internal double StrengthOf(double first, int loop)
    {
        if (Loops == 1) return first;
        var progress = (double)loop / (Loops - 1);
        var way = Curve switch
        {
            DenoisingCurve.Aggressive => Math.Sin(progress * Math.PI * 0.5),
            DenoisingCurve.Lazy => 1 - Math.Cos(progress * Math.PI * 0.5),
            _ => progress,
        };
        return first + (FinalDenoisingStrength - first) * way;
    }

    /// <summary>One picture a loop; the seed counts on over all batches.</summary>
    internal override ScriptPlan Plan(ScriptContext context)
    {
        var settings = context.Settings;
        var cells = Enumerable.Range(0, settings.BatchCount).SelectMany(round => Enumerable.Range(0, Loops).Select(loop => context.Cell(settings with
        {
            BatchSize = 1,
            BatchCount = 1,
            Seed = settings.Seed + round * Loops + loop,
            DenoisingStrength = StrengthOf(settings.DenoisingStrength, loop),
            Inpaint = loop == 0 ? settings.Inpaint : settings.Inpaint with { Content = MaskedContent.Original },
        }) with
        { Place = [loop, round, 0] }));
        return new LoopbackPlan(this, [.. cells]);
    }
}
