using System.Security.Cryptography;
using Senmitsu.DemoModel.Painting;
using Senmitsu.DemoModel.People;
using Senmitsu.Numerics.Images;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>
/// Numbered portraits: the same number is always the same person in the same scene. Of a person there can be several takes in a row,
/// which differ in nothing but what the face says and which clothes are worn, and no two of them agree in either.
/// </summary>
/// <param name="seed">Which series of portraits.</param>
/// <param name="takes">Portraits of each person, 1 to the number of <see cref="Expression"/>s.</param>
public sealed class PortraitSource(int seed, int takes = 1)
{
    private const int FingerprintedPeople = 8;

    /// <summary>Portraits of each person.</summary>
    public int Takes => takes;

    /// <summary>A number of portraits, raised to where the last person's takes are complete.</summary>
    /// <param name="count">How many are wanted, 1 or more.</param>
    public int Whole(int count) => (count + takes - 1) / takes * takes;

    /// <summary>Who and what is on a portrait.</summary>
    /// <param name="number">0, 1, ….</param>
    public (Person Person, Scene Scene) Facts(long number)
    {
        var random = Chances(number / takes, 0);
        var person = Person.Draw(random);
        var scene = Scene.Draw(random);
        var take = (int)(number % takes);
        return (person, scene with { Expression = Later(scene.Expression, take), Clothes = Later(scene.Clothes, take) });
    }

    /// <summary>The portrait.</summary>
    public PixelImage Paint(long number)
    {
        var (person, scene) = Facts(number);
        return PortraitPainter.Paint(person, scene);
    }

    /// <summary>One of the portrait's many captions. Captions of a person's takes differ only where the takes do.</summary>
    /// <param name="number">The portrait.</param>
    /// <param name="variant">Which caption.</param>
    public string Caption(long number, int variant)
    {
        var (person, scene) = Facts(number);
        return PortraitCaption.Write(person, scene, Chances(number / takes, variant + 1));
    }

    /// <summary>Tells this series from others, and from the same one painted by another version of the painter: a hash of the first few portraits.</summary>
    /// <returns>12 hex digits.</returns>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var number = 0; number < FingerprintedPeople * takes; number++) hash.AppendData(Paint(number).Pixels);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static T Later<T>(T value, int places) where T : struct, Enum
    {
        var all = Enum.GetValues<T>();
        return all[(Array.IndexOf(all, value) + places) % all.Length];
    }

    private Random Chances(long number, int purpose) => new(HashCode(seed, number, purpose));

    /// <summary>A hash that is the same in every process, unlike <see cref="System.HashCode"/> (FNV-1a over the three numbers).</summary>
    private static int HashCode(long first, long second, long third)
    {
        const ulong Offset = 14695981039346656037, Prime = 1099511628211;
        var hash = Offset;
        foreach (var number in (ReadOnlySpan<long>)[first, second, third])
        {
            for (var shift = 0; shift < 64; shift += 8) hash = unchecked((hash ^ (byte)(number >> shift)) * Prime);
        }

        return (int)((hash ^ (hash >> 32)) & int.MaxValue);
    }
}
