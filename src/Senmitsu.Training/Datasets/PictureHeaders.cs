using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Datasets;

/// <summary>Reads the sizes of pictures and makes sure that each can be decoded, before hours of work depend on it.</summary>
internal static class PictureHeaders
{
    /// <summary>Decodes every picture once, several at a time.</summary>
    /// <param name="paths">The pictures.</param>
    /// <param name="consequence">What happens to those that cannot be read.</param>
    /// <param name="problems">Receives those.</param>
    /// <param name="token">Tested every picture.</param>
    /// <returns>The readable ones in the same order.</returns>
    public static IReadOnlyList<(string Path, ImageHeader Header)> Read(IReadOnlyList<string> paths, string consequence, List<DatasetProblem> problems, CancellationToken token)
    {
        var results = paths.AsParallel().AsOrdered().WithCancellation(token).Select(Try).ToList();
        problems.AddRange(results.Where(result => result.Fault is not null)
            .Select(result => new DatasetProblem(DatasetProblemKind.UnreadablePicture, result.Path, $"{result.Path}: {result.Fault}; {consequence}")));
        return [.. results.Where(result => result.Fault is null).Select(result => (result.Path, result.Header))];
    }

    private static (string Path, ImageHeader Header, string? Fault) Try(string path)
    {
        try
        {
            return (path, ImageFile.Verify(path), null);
        }
        catch (ImageFileException e)
        {
            return (path, default, e.Problem);
        }
    }
}
