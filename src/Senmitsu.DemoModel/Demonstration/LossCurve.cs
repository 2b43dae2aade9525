using System.Globalization;

namespace Senmitsu.DemoModel.Demonstration;

/// <summary>Losses → a curve as SVG: every step faintly, a running mean over it.</summary>
internal static class LossCurve
{
    private const double Width = 1000, Height = 260, Margin = 44, Smoothing = 0.95;

    /// <summary>Draws the curve.</summary>
    /// <param name="losses">Loss of every step.</param>
    public static string Draw(IReadOnlyList<double> losses)
    {
        if (losses.Count == 0) return "";
        List<double> smooth = [losses[0]];
        foreach (var loss in losses.Skip(1)) smooth.Add((smooth[^1] * Smoothing) + (loss * (1 - Smoothing)));
        var top = losses.Order().ElementAt((int)(0.98 * (losses.Count - 1)));
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg viewBox="0 0 {Width} {Height}" role="img" aria-label="Loss over {losses.Count} steps">
            <path d="M{Margin} {Height - Margin}H{Width - 16}" stroke="currentColor" stroke-opacity=".25"/>
            <path d="{Line(losses)}" fill="none" stroke="currentColor" stroke-opacity=".22"/><path d="{Line(smooth)}" fill="none" stroke="var(--accent)" stroke-width="2.5"/>
            <g fill="currentColor" fill-opacity=".6" font-size="13"><text x="{Margin}" y="{Height - 20}">1</text><text x="{Width - 16}" y="{Height - 20}" text-anchor="end">step {losses.Count}</text><text x="{Margin - 6}" y="{Height - Margin}" text-anchor="end">0</text><text x="{Margin - 6}" y="24" text-anchor="end">{top:F2}</text></g></svg>
            """);

        string Line(IReadOnlyList<double> values) => "M" + string.Join('L', values.Select((value, i) => string.Create(CultureInfo.InvariantCulture,
            $"{Margin + ((Width - Margin - 16) * i / Math.Max(values.Count - 1, 1)):F1} {Height - Margin - ((Height - Margin - 16) * Math.Min(value / top, 1)):F1}")));
    }
}
