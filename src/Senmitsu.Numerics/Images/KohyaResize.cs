namespace Senmitsu.Numerics.Images;

/// <summary>Resizing of training pictures as kohya sd-scripts does it.</summary>
public static class KohyaResize
{
    /// <summary>Area averaging when both sides shrink or stay, Lanczos otherwise; no work when the size is right already.</summary>
    /// <param name="image">The picture; not changed, and returned itself when its size is right.</param>
    /// <param name="size">The size wanted.</param>
    /// <param name="interpolation">Another way than that, or null.</param>
    public static PixelImage Resize(PixelImage image, ImageSize size, ResizeInterpolation? interpolation = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Size == size) return image;
        bool shrinks = image.Width >= size.Width && image.Height >= size.Height;
        return (interpolation ?? (shrinks ? ResizeInterpolation.Area : ResizeInterpolation.Lanczos)) switch
        {
            ResizeInterpolation.Lanczos => LanczosResampler.Resize(image, size.Width, size.Height),
            ResizeInterpolation.Box => BoxResampler.Resize(image, size.Width, size.Height),
            ResizeInterpolation.Area when shrinks => AreaResampler.Resize(image, size.Width, size.Height),
            var point => PointResampler.Resize(image, size.Width, size.Height, point),
        };
    }

    /// <summary>Resizes, then cuts the bucket out of the middle.</summary>
    /// <param name="image">The picture; not changed.</param>
    /// <param name="resized">Size after resizing; it covers the bucket.</param>
    /// <param name="bucket">Size of the result.</param>
    public static PixelImage ResizeAndCrop(PixelImage image, ImageSize resized, ImageSize bucket)
    {
        var whole = Resize(image, resized);
        return resized == bucket ? whole : whole.CropCentre(bucket.Width, bucket.Height);
    }
}
