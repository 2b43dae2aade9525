namespace Senmitsu.Cli.Views;

/// <summary>One line on standard error that changes in place; where there is no terminal, a new line now and then.</summary>
/// <param name="clock">Source of times.</param>
internal sealed class ProgressLine(TimeProvider clock)
{
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PrintEvery = TimeSpan.FromSeconds(5);

    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private long? _last;
    private int _width;

    /// <summary>Shows a text.</summary>
    /// <param name="text">One line.</param>
    /// <param name="isLast">Shown whatever the time, and left standing.</param>
    public void Show(string text, bool isLast)
    {
        var pause = _isTerminal ? RedrawEvery : PrintEvery;
        if (!isLast && _last is { } last && clock.GetElapsedTime(last) < pause) return;
        _last = clock.GetTimestamp();
        if (!_isTerminal)
        {
            Console.Error.WriteLine(text);
            return;
        }

        Console.Error.Write('\r' + text.PadRight(_width));
        _width = text.Length;
        if (isLast) End();
    }

    /// <summary>Leaves the line standing, so that other text starts below it.</summary>
    public void End()
    {
        if (!_isTerminal || _width == 0) return;
        Console.Error.WriteLine();
        _width = 0;
    }
}
