using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Datasets;

/// <summary>Sorts pictures into aspect ratio buckets exactly as kohya sd-scripts does (<c>library/train_util.py</c>, BucketManager).</summary>
public sealed class BucketPlanner
{
    private readonly BucketSettings _settings;
    private readonly bool _enlarges;

    /// <summary>Lists the buckets that can be.</summary>
    /// <exception cref="ArgumentException">A setting cannot be; the message lists all that cannot.</exception>
    public BucketPlanner(BucketSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var problems = settings.Validate();
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems), nameof(settings));
        _settings = settings;
        _enlarges = !settings.EnableBucket || !settings.NoUpscale;
        Sizes = !settings.EnableBucket ? [settings.Resolution] : settings.NoUpscale ? [] : PredefinedSizes(settings);
    }

    /// <summary>The buckets to choose from, in order of width, then height; empty when pictures are not enlarged, because then each makes its own.</summary>
    public IReadOnlyList<ImageSize> Sizes { get; }

    /// <summary>Sorts all pictures.</summary>
    /// <param name="images">The pictures; the plan refers to them by index.</param>
    /// <exception cref="DatasetException">Pictures are too small to be trained without enlarging them; all are listed.</exception>
    public BucketPlan Plan(IReadOnlyList<TrainingImage> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var choices = new BucketChoice[images.Count];
        var buckets = new Dictionary<ImageSize, List<int>>();
        var problems = new List<DatasetProblem>();
        for (int i = 0; i < images.Count; i++)
        {
            var image = images[i];
            if (!TryChoose(image.Size, out choices[i]) || choices[i].Bucket.Area == 0)
            {
                problems.Add(new(DatasetProblemKind.PictureTooSmall, image.Path, $"{image.Path} is {image.Size}; without enlarging, the shorter side must keep {_settings.Steps} pixels at an area of {_settings.Resolution}. Remove it or turn bucket_no_upscale off"));
                continue;
            }

            if (!buckets.TryGetValue(choices[i].Bucket, out var members)) buckets.Add(choices[i].Bucket, members = []);
            members.AddRange(Enumerable.Repeat(i, image.Repeats));
        }

        if (problems.Count > 0) throw new DatasetException(problems);
        return new BucketPlan(_settings, choices,
            [.. buckets.OrderBy(b => b.Key.Width).ThenBy(b => b.Key.Height).Select(b => new Bucket(b.Key, b.Value))]);
    }

    /// <summary>The bucket of one picture.</summary>
    /// <param name="image">Both sides at least 1.</param>
    /// <param name="choice">The choice. When pictures are not enlarged, a side of the bucket is 0 for a picture smaller than a step.</param>
    /// <returns>False when the picture is too narrow for any bucket, where sd-scripts divides by zero.</returns>
    public bool TryChoose(ImageSize image, out BucketChoice choice)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(image.Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(image.Height, 1);
        choice = default;
        ImageSize bucket, resized;
        if (_enlarges)
        {
            bucket = Nearest(image);
            resized = Cover(image, bucket);
        }
        else
        {
            resized = image;
            if (image.Area > _settings.Resolution.Area && !TryShrink(image, out resized)) return false;
            bucket = new ImageSize(ToStep(resized.Width), ToStep(resized.Height));
            if (bucket.Height == 0) return false;
        }

        choice = new BucketChoice(bucket, resized, bucket.AspectRatio - image.AspectRatio, CropWindow.Of(bucket, image));
        return true;
    }

    private static List<ImageSize> PredefinedSizes(BucketSettings settings)
    {
        int step = settings.Steps;
        int min = settings.AdjustedMinSize, max = settings.AdjustedMaxSize;
        long area = settings.Resolution.Area;
        int square = (int)(Math.Sqrt(area) / step) * step;
        var sizes = new HashSet<ImageSize> { new(square, square) };
        for (int width = min; width <= max; width += step)
        {
            int height = (int)Math.Min(max, area / width / step * step);
            if (height < min) continue;
            sizes.Add(new(width, height));
            sizes.Add(new(height, width));
        }

        return [.. sizes.OrderBy(size => size.Width).ThenBy(size => size.Height)];
    }

    /// <summary>The picture's own size if it is a bucket, else the first with the least difference of aspect ratios.</summary>
    private ImageSize Nearest(ImageSize image) =>
        Sizes.Contains(image) ? image : Sizes.MinBy(size => Math.Abs(size.AspectRatio - image.AspectRatio));

    private static ImageSize Cover(ImageSize image, ImageSize bucket)
    {
        double scale = image.AspectRatio > bucket.AspectRatio
            ? (double)bucket.Height / image.Height
            : (double)bucket.Width / image.Width;
        return new ImageSize(Round(image.Width * scale), Round(image.Height * scale));
    }

    /// <summary>Shrinks to the area of the resolution with one side on a step: the side that changes the aspect ratio less.</summary>
    private bool TryShrink(ImageSize image, out ImageSize resized)
    {
        double aspect = image.AspectRatio;
        double width = Math.Sqrt(_settings.Resolution.Area * aspect);
        double height = _settings.Resolution.Area / width;

        int stepWidth = ToStep(Round(width)), heightOfWidth = ToStep(Round(stepWidth / aspect));
        int stepHeight = ToStep(Round(height)), widthOfHeight = ToStep(Round(stepHeight * aspect));
        resized = default;
        if (heightOfWidth == 0 || stepHeight == 0) return false;

        double errorOfWidth = Math.Abs(((double)stepWidth / heightOfWidth) - aspect);
        double errorOfHeight = Math.Abs(((double)widthOfHeight / stepHeight) - aspect);
        resized = errorOfWidth < errorOfHeight
            ? new ImageSize(stepWidth, Round(stepWidth / aspect))
            : new ImageSize(Round(stepHeight * aspect), stepHeight);
        return true;
    }

    private int ToStep(int value) => value - (value % _settings.Steps);

    private static int Round(double value) => (int)(value + 0.5);
}
