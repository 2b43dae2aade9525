namespace Senmitsu.Models.Lora.Families;

/// <summary>Cuts a dimension into two factors (KohakuBlueleaf/LyCORIS functional/general.py, factorization): 320 → 16·20, 768 → 24·32.</summary>
public static class Factorization
{
    /// <summary>Two factors, the smaller first.</summary>
    /// <param name="dimension">At least 1.</param>
    /// <param name="factor">One of the factors where it divides the dimension, else an upper limit of the smaller; −1 = the most balanced pair.</param>
    public static (long Smaller, long Larger) Of(long dimension, int factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (factor > 0 && dimension % factor == 0) return (Math.Min(factor, dimension / factor), Math.Max(factor, dimension / factor));
        var limit = factor < 0 ? dimension : factor;
        long smaller = 1;
        for (var candidate = 2L; candidate <= limit && candidate * candidate <= dimension; candidate++)
        {
            if (dimension % candidate == 0) smaller = candidate;
        }

        return (smaller, dimension / smaller);
    }

    /// <summary>
    /// An even block size and a number of blocks that is a power of two, for butterflies (LyCORIS functional/general.py, power2factorization): 320 with 64 → 40·8.
    /// </summary>
    /// <param name="dimension">At least 1.</param>
    /// <param name="largest">Largest block size.</param>
    /// <returns><see langword="null"/> if there is none that small.</returns>
    public static (long Size, long Count)? Butterfly(long dimension, int largest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        (long, long)? found = null;
        for (long size = 2; size <= Math.Min(largest, dimension); size += 2)
        {
            if (dimension % size == 0 && System.Numerics.BitOperations.IsPow2(dimension / size)) found = (size, dimension / size);
        }

        return found;
    }
}
