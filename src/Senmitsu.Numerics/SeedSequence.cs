namespace Senmitsu.Numerics;

/// <summary>
/// NumPy's SeedSequence: one seed → many independent ones (O'Neill 2015, "seed_seq_fe"; numpy/random/bit_generator.pyx).
/// </summary>
public static class SeedSequence
{
    private const uint InitA = 0x43B0D7E5;
    private const uint MultiplierA = 0x931E8875;
    private const uint InitB = 0x8B51F9DD;
    private const uint MultiplierB = 0x58F38DED;
    private const uint MixLeft = 0xCA01F9DD;
    private const uint MixRight = 0x4973F715;
    private const int Shift = 16;

    /// <summary>Words derived from a seed.</summary>
    /// <param name="entropy">The seed as 32-bit words, lowest first.</param>
    /// <param name="spawnKey">Which descendant of the seed; empty for the seed itself.</param>
    /// <param name="poolSize">Words of inner state, at least 4.</param>
    /// <param name="count">How many words are wanted.</param>
    public static uint[] Generate(ReadOnlySpan<uint> entropy, ReadOnlySpan<uint> spawnKey, int poolSize, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(poolSize, 4);
        var pool = Mix(Words(entropy, spawnKey, poolSize), poolSize);
        var state = InitB;
        var result = new uint[count];
        for (var i = 0; i < count; i++) result[i] = Hash(pool[i % poolSize], ref state, MultiplierB);
        return result;
    }

    /// <summary>A seed as words, lowest first.</summary>
    public static uint[] ToWords(ulong seed) => seed <= uint.MaxValue ? [(uint)seed] : [(uint)seed, (uint)(seed >> 32)];

    // Padding keeps a seed with a spawn key apart from a longer seed.
    private static uint[] Words(ReadOnlySpan<uint> entropy, ReadOnlySpan<uint> spawnKey, int poolSize)
    {
        if (spawnKey.Length == 0) return entropy.ToArray();
        var words = new uint[Math.Max(entropy.Length, poolSize) + spawnKey.Length];
        entropy.CopyTo(words);
        spawnKey.CopyTo(words.AsSpan(words.Length - spawnKey.Length));
        return words;
    }

    private static uint[] Mix(uint[] words, int poolSize)
    {
        var state = InitA;
        var pool = new uint[poolSize];
        for (var i = 0; i < poolSize; i++) pool[i] = Hash(i < words.Length ? words[i] : 0, ref state, MultiplierA);
        for (var source = 0; source < poolSize; source++)
        {
            for (var target = 0; target < poolSize; target++)
            {
                if (target != source) pool[target] = Mix(pool[target], Hash(pool[source], ref state, MultiplierA));
            }
        }

        for (var i = poolSize; i < words.Length; i++)
        {
            for (var target = 0; target < poolSize; target++) pool[target] = Mix(pool[target], Hash(words[i], ref state, MultiplierA));
        }

        return pool;
    }

    private static uint Hash(uint value, ref uint state, uint multiplier) => unchecked(Fold((value ^ state) * (state *= multiplier)));

    private static uint Mix(uint x, uint y) => unchecked(Fold(MixLeft * x - MixRight * y));

    private static uint Fold(uint value) => value ^ (value >> Shift);
}
