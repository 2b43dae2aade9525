using System.Globalization;

namespace Senmitsu.Cli.Views;

/// <summary>Times as progress bars show them.</summary>
internal static class Durations
{
    /// <summary><c>03:25</c>, or <c>1:03:25</c> from an hour on.</summary>
    public static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}")
        : time.ToString("mm\\:ss", CultureInfo.InvariantCulture);

    /// <summary><c>1.23it/s</c>, or <c>4.56s/it</c> when slower than one a second.</summary>
    public static string Rate(int done, TimeSpan elapsed)
    {
        if (done == 0 || elapsed <= TimeSpan.Zero) return "?it/s";
        var perSecond = done / elapsed.TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{(perSecond >= 1 ? perSecond : 1 / perSecond):F2}{(perSecond >= 1 ? "it/s" : "s/it")}");
    }

    /// <summary>Time left at the pace so far.</summary>
    public static TimeSpan Remaining(int done, int total, TimeSpan elapsed) => done == 0 ? TimeSpan.Zero : elapsed / done * (total - done);
}
