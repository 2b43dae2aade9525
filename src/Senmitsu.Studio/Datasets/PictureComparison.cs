using System.Security.Cryptography;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Studio.Datasets;

/// <summary>What pictures are compared by.</summary>
/// <param name="Path">The file.</param>
/// <param name="Content">SHA-256 of its bytes, in hexadecimal.</param>
/// <param name="Look">What it looks like.</param>
internal sealed record PictureComparison(string Path, string Content, PerceptualHash Look)
{
    /// <summary>Reads pictures, several at a time, in their order.</summary>
    /// <param name="paths">Readable pictures.</param>
    /// <param name="token">Tested every picture.</param>
    public static List<PictureComparison> Read(IEnumerable<string> paths, CancellationToken token) => [.. paths.AsParallel().AsOrdered().WithCancellation(token).Select(Read)];

    /// <summary>Groups of equal files.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Duplicates(IEnumerable<PictureComparison> pictures) =>
        [.. pictures.GroupBy(picture => picture.Content, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Select(picture => picture.Path).ToList())];

    /// <summary>Pairs of different files that look the same, the closest first.</summary>
    /// <param name="pictures">The pictures.</param>
    /// <param name="maxDistance">Bits of 64 that may differ.</param>
    public static IReadOnlyList<NearDuplicate> NearDuplicates(IEnumerable<PictureComparison> pictures, int maxDistance)
    {
        var different = pictures.DistinctBy(picture => picture.Content, StringComparer.Ordinal).ToList();
        var pairs = new List<NearDuplicate>();
        for (int i = 0; i < different.Count; i++)
        {
            for (int j = i + 1; j < different.Count; j++)
            {
                int distance = different[i].Look.DistanceTo(different[j].Look);
                if (distance <= maxDistance) pairs.Add(new(different[i].Path, different[j].Path, distance));
            }
        }

        return [.. pairs.OrderBy(pair => pair.Distance)];
    }

    private static PictureComparison Read(string path)
    {
        var content = File.ReadAllBytes(path);
        return new(path, Convert.ToHexStringLower(SHA256.HashData(content)), PerceptualHash.Of(ImageFile.Decode(content, path)));
    }
}
