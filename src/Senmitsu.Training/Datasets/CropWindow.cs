using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Datasets;

/// <summary>A rectangle in bucket pixels, which need not be whole; the "crop_ltrb" of latent caches.</summary>
/// <param name="Left">First column.</param>
/// <param name="Top">First row.</param>
/// <param name="Right">Column behind the last.</param>
/// <param name="Bottom">Row behind the last.</param>
public readonly record struct CropWindow(double Left, double Top, double Right, double Bottom)
{
    /// <summary>The window of a picture fitted into a bucket: kohya-ss/sd-scripts <c>library/train_util.py</c>, get_crop_ltrb.</summary>
    internal static CropWindow Of(ImageSize bucket, ImageSize image)
    {
        bool isWide = bucket.AspectRatio > image.AspectRatio;
        double width = isWide ? bucket.Height * image.AspectRatio : bucket.Width;
        double height = isWide ? bucket.Height : bucket.Width / image.AspectRatio;
        double left = Math.Floor((bucket.Width - width) / 2);
        double top = Math.Floor((bucket.Height - height) / 2);
        return new CropWindow(left, top, left + width, top + height);
    }
}
