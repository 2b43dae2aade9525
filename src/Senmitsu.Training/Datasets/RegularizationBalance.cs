namespace Senmitsu.Training.Datasets;

/// <summary>How often regularisation pictures are used: together as often as the pictures trained, as sd-scripts has it.</summary>
internal static class RegularizationBalance
{
    /// <summary>Repeats of each picture in an epoch.</summary>
    /// <param name="folderRepeats">What the pictures' folders ask for, in order, each at least 1.</param>
    /// <param name="wanted">Pictures trained in an epoch, repeats included.</param>
    /// <returns>As many numbers; 0 for pictures that are not needed.</returns>
    public static int[] Repeats(IReadOnlyList<int> folderRepeats, long wanted)
    {
        var repeats = new int[folderRepeats.Count];
        long total = 0;
        int used = 0;
        for (; used < repeats.Length && total < wanted; used++)
        {
            repeats[used] = folderRepeats[used];
            total += folderRepeats[used];
        }

        if (used == 0 || total >= wanted) return repeats;
        var (rounds, rest) = Math.DivRem(wanted - total, used);
        for (int i = 0; i < used; i++) repeats[i] = checked((int)(repeats[i] + rounds + (i < rest ? 1 : 0)));
        return repeats;
    }
}
