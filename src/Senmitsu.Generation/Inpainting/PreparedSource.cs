using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Generation.Inpainting;

/// <summary>
/// The pictures of an img2img run before anything is encoded, and what is put back afterwards (A1111's
/// <c>StableDiffusionProcessingImg2Img.init</c> and <c>apply_overlay</c>).
/// </summary>
internal sealed class PreparedSource
{
    private readonly GenerationSettings _settings;
    private readonly PixelImage _whole;
    private readonly CropRegion? _region;
    private readonly PixelImage? _overlayMask;

    private PreparedSource(GenerationSettings settings, PixelImage whole, PixelImage start, PixelImage? mask, PixelImage? overlayMask, CropRegion? region)
    {
        (_settings, _whole, _overlayMask, _region) = (settings, whole, overlayMask, region);
        (Start, Mask) = (start, mask);
    }

    /// <summary>The picture that is encoded; of the size to make, but with latent upscale of its own size.</summary>
    public PixelImage Start { get; }

    /// <summary>Grey, blurred, of the size to make; <see langword="null"/> without a mask, or with one that "only masked" finds blank.</summary>
    public PixelImage? Mask { get; }

    /// <summary>The picture whose colours results get instead of those of <see cref="Start"/>, or <see langword="null"/>.</summary>
    private PixelImage? Colors { get; set; }

    /// <summary>Prepares.</summary>
    /// <param name="source">Picture and mask.</param>
    /// <param name="settings">Size, resize mode, mask settings.</param>
    public static PreparedSource Create(SourcePicture source, GenerationSettings settings)
    {
        var prepared = Place(source, settings);
        prepared.Colors = source.Colors;
        return prepared;
    }

    private static PreparedSource Place(SourcePicture source, GenerationSettings settings)
    {
        var (image, inpaint) = (source.Image, settings.Inpaint);
        int width = settings.Width, height = settings.Height;
        if (source.Mask is null) return new(settings, image, ImageFitting.Fit(image, width, height, settings.ResizeMode), null, null, null);

        var mask = Blurred(source.Mask, inpaint);
        if (inpaint.OnlyMasked)
        {
            // A1111 would cut the picture where a mask of another size shows white.
            var fitted = ImageFitting.Fit(mask, image.Width, image.Height, ResizeMode.JustResize);
            if (CropRegion.Around(fitted, inpaint.Padding) is not { } tight) return new(settings, image, ImageFitting.Fit(image, width, height, settings.ResizeMode), null, null, null);
            var region = tight.Expanded(width, height, image.Size);
            var cut = ImageFitting.Fit(region.Of(fitted), width, height, ResizeMode.ResizeAndFill);
            var part = ImageFitting.Fit(region.Of(image), width, height, ResizeMode.ResizeAndFill);
            return new(settings, image, Filled(part, cut, inpaint), cut, fitted, region);
        }

        var stretches = settings.ResizeMode == ResizeMode.LatentUpscale;
        var resized = ImageFitting.Fit(mask, width, height, stretches ? ResizeMode.JustResize : settings.ResizeMode);
        var whole = stretches ? ImageFitting.Fit(image, width, height, ResizeMode.JustResize) : ImageFitting.Fit(image, width, height, settings.ResizeMode);
        var start = stretches ? image : whole;
        var doubled = GreyImages.Map(resized, value => (byte)Math.Min(2 * value, 255));
        return new(settings, whole, Filled(start, ImageFitting.Fit(resized, start.Width, start.Height, ResizeMode.JustResize), inpaint), resized, doubled, null);
    }

    /// <summary>Finishes a picture that was made: corrects its colours and puts back what was not masked.</summary>
    /// <param name="result">A decoded picture.</param>
    /// <param name="softMask">Grey, of the size made: white shows the result; <see langword="null"/> takes the mask.</param>
    public PixelImage Finish(PixelImage result, PixelImage? softMask)
    {
        if (_settings.CorrectsColors) result = ColorCorrection.Apply(result, Colors ?? Start);
        if (_overlayMask is null) return result;
        var canvas = Placed(result);
        var mask = softMask is null ? _overlayMask : Placed(softMask).ToImage();
        canvas.Cover(LayerImage.PunchedPremultiplied(_whole, mask).Unpremultiplied());
        return canvas.ToImage();
    }

    private LayerImage Placed(PixelImage image) => _region is { } region
        ? LayerImage.Placed(ImageFitting.Fit(image, region.Width, region.Height, ResizeMode.CropAndResize), region.Left, region.Top, _whole.Size)
        : LayerImage.Placed(image, 0, 0, _whole.Size);

    private static PixelImage Blurred(PixelImage mask, InpaintSettings inpaint)
    {
        if (inpaint.IsInverted) mask = GreyImages.Map(mask, value => (byte)(255 - value));
        return MaskBlur.AlongColumns(MaskBlur.AlongRows(mask, inpaint.BlurX), inpaint.BlurY);
    }

    private static PixelImage Filled(PixelImage image, PixelImage mask, InpaintSettings inpaint) => inpaint.Content == MaskedContent.Original ? image : SurroundingColors.Fill(image, mask);
}
