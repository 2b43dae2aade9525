using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Datasets;

/// <summary>Which sizes pictures are trained at.</summary>
public sealed record BucketSettings
{
    /// <summary>The size whose area no bucket exceeds. Default 512x512.</summary>
    public ImageSize Resolution { get; init; } = new(512, 512);

    /// <summary>Whether pictures keep about their shape; otherwise all are cut to <see cref="Resolution"/>. Default off, as in sd-scripts.</summary>
    public bool EnableBucket { get; init; }

    /// <summary>Shortest side of a bucket, rounded down to a multiple of <see cref="Steps"/>. Default 256. Ignored with <see cref="NoUpscale"/>.</summary>
    public int MinSize { get; init; } = 256;

    /// <summary>Longest side of a bucket, rounded up to a multiple of <see cref="Steps"/>. Default 1024. Ignored with <see cref="NoUpscale"/>.</summary>
    public int MaxSize { get; init; } = 1024;

    /// <summary>Sides of buckets are multiples of this. Default 64; Stable Diffusion 1.x needs a multiple of 64 in sd-scripts, of 8 here.</summary>
    public int Steps { get; init; } = 64;

    /// <summary>Never enlarges a picture: small ones get buckets of their own size. Default off.</summary>
    public bool NoUpscale { get; init; }

    /// <summary><see cref="MinSize"/> as sd-scripts uses and writes it (library/train_util.py, adjust_min_max_bucket_reso_by_steps).</summary>
    internal int AdjustedMinSize => Steps < 1 ? MinSize : MinSize / Steps * Steps;

    /// <summary><see cref="MaxSize"/> as sd-scripts uses and writes it.</summary>
    internal int AdjustedMaxSize => Steps < 1 ? MaxSize : (int)Math.Min(((long)MaxSize + Steps - 1) / Steps * Steps, int.MaxValue / Steps * Steps);

    /// <summary>Every setting that cannot be, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        if (Resolution.Width < 1 || Resolution.Height < 1) problems.Add($"resolution is {Resolution}; both sides must be at least 1, for example 512,512");
        if (!EnableBucket) return problems;
        if (Steps < 1 || Steps % 8 != 0) problems.Add($"bucket_reso_steps is {Steps}; use a multiple of 8, usually 64");
        if (NoUpscale) return problems;
        if (MinSize < Math.Max(Steps, 1)) problems.Add($"min_bucket_reso is {MinSize}; use at least bucket_reso_steps, {Steps}");
        if (Math.Min(Resolution.Width, Resolution.Height) < AdjustedMinSize) problems.Add($"min_bucket_reso is {MinSize}, more than the shorter side of the resolution {Resolution}; lower it");
        if (Math.Max(Resolution.Width, Resolution.Height) > AdjustedMaxSize) problems.Add($"max_bucket_reso is {MaxSize}, less than the longer side of the resolution {Resolution}; raise it");
        return problems;
    }
}
