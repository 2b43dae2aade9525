using System.Globalization;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Datasets;

/// <summary>Where a picture is cut (sd-scripts' <c>trim_and_resize_if_required</c> and <c>crop_target</c>).</summary>
/// <param name="Resized">Size the picture is scaled to.</param>
/// <param name="Left">First column of the cut.</param>
/// <param name="Top">First row of the cut.</param>
internal readonly record struct PictureCut(ImageSize Resized, int Left, int Top)
{
    // Smaller faces are not worth moving about: pixels, and a share of the shorter side of the cut.
    private const int LeastFace = 40, LeastFaceShare = 10, FaceShiftShare = 20;

    /// <summary>The middle, as every cached latent has it.</summary>
    public static PictureCut Centre(BucketChoice choice) =>
        new(choice.Resized, (choice.Resized.Width - choice.Bucket.Width) / 2, (choice.Resized.Height - choice.Bucket.Height) / 2);

    /// <summary>The cut of one use.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="random">Draws the place, if it is random.</param>
    public static PictureCut Draw(PlannedImage image, Random random)
    {
        var (size, bucket, rules) = (image.Image.Size, image.Choice.Bucket, image.Subset.Augmentation);
        if (!image.IsBucketed && rules.FaceCrop is { } range && TryFace(image.Image.Path, out var face)) return AroundFace(face, range, size, bucket, rules.RandomCrop, random);
        if (!rules.RandomCrop) return Centre(image.Choice);

        // Without buckets a window of the unscaled picture is taken.
        var resized = !image.IsBucketed && size.Width >= bucket.Width && size.Height >= bucket.Height ? size : image.Choice.Resized;
        return new(resized, random.Next(resized.Width - bucket.Width + 1), random.Next(resized.Height - bucket.Height + 1));
    }

    private static PictureCut AroundFace(Face face, FaceCropRange range, ImageSize size, ImageSize bucket, bool isRandom, Random random)
    {
        double cover = Math.Max((double)bucket.Width / size.Width, (double)bucket.Height / size.Height);
        double side = Math.Min(bucket.Width, bucket.Height), limit = Math.Max(1, cover);
        double least = Math.Min(limit, Math.Max(cover, side / (face.Size * range.High)));
        double most = Math.Min(limit, Math.Max(cover, side / (face.Size * range.Low)));
        double scale = least >= most ? least : least + (random.NextDouble() * (most - least));
        var resized = new ImageSize(Math.Max(bucket.Width, (int)((size.Width * scale) + 0.5)), Math.Max(bucket.Height, (int)((size.Height * scale) + 0.5)));
        return new(resized, Start((int)((face.X * scale) + 0.5), resized.Width, bucket.Width), Start((int)((face.Y * scale) + 0.5), resized.Height, bucket.Height));

        int Start(int centre, int length, int target)
        {
            int start = centre - (target / 2);
            if (isRandom)
            {
                int reach = Math.Max(length - centre, centre);
                start += random.Next(reach + 1) + random.Next(reach + 1) - reach;
            }
            else if (range.Low != range.High && face.Size > side / LeastFaceShare && face.Size >= LeastFace)
            {
                int reach = face.Size / FaceShiftShare;
                start += random.Next(-reach, reach + 1);
            }

            return Math.Clamp(start, 0, length - target);
        }
    }

    // "alice_320_200_90_110.png": centre 320, 200; face 90 wide, 110 high.
    private static bool TryFace(string path, out Face face)
    {
        face = default;
        var pieces = Path.GetFileNameWithoutExtension(path).Split('_');
        if (pieces.Length < 5) return false;
        var numbers = new int[4];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!int.TryParse(pieces[pieces.Length - 4 + i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])) return false;
        }

        face = new Face(numbers[0], numbers[1], Math.Max(numbers[2], numbers[3]));
        return face is { X: > 0, Size: > 0 };
    }

    private readonly record struct Face(int X, int Y, int Size);
}
