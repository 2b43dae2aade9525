namespace Senmitsu.Formats.Pickle;

/// <summary>
/// Bounds the work that a pickle may cause beyond its own length: a few bytes can name the same list again and again, and every copy of it takes time and memory.
/// </summary>
/// <param name="path">Named in errors.</param>
internal sealed class PickleBudget(string path)
{
    /// <summary>Entries copied or looked at, and characters of names made. A Stable Diffusion checkpoint needs about 100 000.</summary>
    private const long Most = 10_000_000;

    private long _used;

    /// <summary>Spends some of it.</summary>
    /// <exception cref="PickleException">Nothing is left.</exception>
    public void Spend(long amount)
    {
        _used += amount;
        if (_used > Most) throw new PickleException(PickleFault.TooLarge, path, $"its pickle unfolds to more than {Most} entries. It is no file of weights: delete it.");
    }
}
