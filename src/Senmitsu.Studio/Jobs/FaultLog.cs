using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Senmitsu.Formats.Files;

namespace Senmitsu.Studio.Jobs;

/// <summary>Says why a job failed: in one sentence for its page, and with everything that is known in a file when it is no mistake of the user's.</summary>
/// <param name="folder">Where the files go.</param>
internal sealed class FaultLog(string folder)
{
    private const int LongestMessage = 2000;

    /// <summary>Describes an error.</summary>
    /// <param name="job">The job it ended.</param>
    /// <param name="error">The error.</param>
    /// <returns>One sentence, with the file's name where there is one.</returns>
    public string Describe(Job job, Exception error)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(error);
        // libtorch's messages go on with its own call stack.
        var text = error is ExternalException ? error.Message.Split('\n')[0] : error.Message;
        if (text.Length > LongestMessage) text = text[..LongestMessage] + "…";
        return IsExpected(error) || Write(job, error) is not { } path ? text : $"{text} Details are in {path}.";
    }

    /// <summary>Our own exceptions say what to do; those of files and disks are plain enough.</summary>
    private static bool IsExpected(Exception error) => error is IOException or UnauthorizedAccessException || error.GetType().Namespace?.StartsWith(nameof(Senmitsu), StringComparison.Ordinal) == true;

    private string? Write(Job job, Exception error)
    {
        try
        {
            var path = Path.Combine(Directory.CreateDirectory(folder).FullName, string.Create(CultureInfo.InvariantCulture, $"job-{job.Id}.txt"));
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes($"{job.Kind} '{job.Title}'\n{error}\n")));
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // a full disk: the sentence must do
        }
    }
}
