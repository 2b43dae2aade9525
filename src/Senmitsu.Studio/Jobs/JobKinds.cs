using System.Text.Json;
using Senmitsu.Studio.Jobs.Kinds;

namespace Senmitsu.Studio.Jobs;

/// <summary>The kinds of jobs.</summary>
public static class JobKinds
{
    /// <summary>txt2img, img2img and grids.</summary>
    public const string Generate = "generate";

    /// <summary>Training of a LoRA.</summary>
    public const string Train = "train";

    /// <summary>Trial of a training.</summary>
    public const string Estimate = "estimate";

    /// <summary>Enlarging pictures.</summary>
    public const string Upscale = "upscale";

    /// <summary>Makes a job of what is stored.</summary>
    /// <param name="stored">The job.</param>
    /// <param name="services">What it works with.</param>
    /// <exception cref="UserErrorException">Its settings cannot be read.</exception>
    internal static Job Read(StoredJob stored, JobServices services)
    {
        try
        {
            return stored.Kind switch
            {
                Generate => GenerateJob.Read(stored, services),
                Train => TrainJob.Read(stored, services),
                Estimate => EstimateJob.Read(stored, services),
                Upscale => UpscaleJob.Read(stored, services),
                _ => throw new UserErrorException($"job {stored.Id} is of the kind '{stored.Kind}', which this program does not know. A newer Senmitsu made it; use that one."),
            };
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new UserErrorException($"the settings of job {stored.Id} ('{stored.Title}') cannot be read: {e.Message}. Start it again from its page.", e);
        }
    }

    /// <summary>Throws unless a version of settings can be read.</summary>
    internal static void RequireVersion(StoredJob stored, int known)
    {
        if (stored.SettingsVersion > known)
            throw new UserErrorException($"the settings of job {stored.Id} ('{stored.Title}') are of version {stored.SettingsVersion}, this program knows {known}. A newer Senmitsu made it; use that one.");
    }
}
