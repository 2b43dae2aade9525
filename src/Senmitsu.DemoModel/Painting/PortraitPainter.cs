using Senmitsu.DemoModel.People;
using Senmitsu.Numerics.Images;
using SkiaSharp;

namespace Senmitsu.DemoModel.Painting;

/// <summary>Person and scene → portrait, always the same for the same two.</summary>
public static class PortraitPainter
{
    /// <summary>Paints a portrait.</summary>
    /// <param name="person">Who it shows.</param>
    /// <param name="scene">How they are shown.</param>
    /// <param name="side">Width and height in pixels.</param>
    public static PixelImage Paint(Person person, Scene scene, int side = 128)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 16);
        using var bitmap = new SKBitmap(new SKImageInfo(side, side, SKColorType.Rgb888x, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Scale(side / Brush.Side);
            Paint(new Brush(canvas), person, scene);
        }

        return ToImage(bitmap);
    }

    private static void Paint(Brush brush, Person person, Scene scene)
    {
        var random = new Random(scene.Variant);
        BackgroundPainter.Paint(brush, scene.Background, random);
        var head = new HeadGeometry(person, scene);
        var face = new FacePainter(brush, person, scene, head);
        var hair = new HairPainter(brush, person, scene, head);

        // Nobody sits twice in exactly the same place.
        brush.Canvas.Save();
        brush.Canvas.Translate(random.Between(-3, 3), random.Between(-2, 3));
        brush.Canvas.RotateDegrees(random.Between(-3, 3), 64, 100);
        hair.Back();
        face.Neck();
        ClothesPainter.Paint(brush, person, scene);
        face.Skull();
        face.Features();
        hair.Front();
        face.Earrings();
        brush.Canvas.Restore();
        Light(brush, scene);
    }

    private static void Light(Brush brush, Scene scene)
    {
        var (bright, dim) = scene.Light switch
        {
            LightKind.Warm => (new SKColor(255, 190, 96, 62), new SKColor(96, 32, 16, 54)),
            LightKind.Cool => (new SKColor(150, 196, 255, 62), new SKColor(16, 32, 110, 54)),
            _ => (new SKColor(255, 255, 255, 26), new SKColor(20, 14, 30, 34)),
        };
        using var all = Brush.Path($"M0 0 H128 V128 H0 Z");
        var (left, right) = (new SKPoint(0, 20), new SKPoint(Brush.Side, 108));
        brush.Fill(all, bright, dim, scene.LightsFromLeft ? left : new SKPoint(Brush.Side, 20), scene.LightsFromLeft ? right : new SKPoint(0, 108));
    }

    private static unsafe PixelImage ToImage(SKBitmap bitmap)
    {
        var image = new PixelImage(bitmap.Width, bitmap.Height);
        for (var y = 0; y < image.Height; y++)
        {
            var from = new ReadOnlySpan<byte>((byte*)bitmap.GetPixels() + ((long)y * bitmap.RowBytes), image.Width * 4);
            var to = image.Row(y);
            for (var x = 0; x < image.Width; x++) from.Slice(x * 4, 3).CopyTo(to[(x * 3)..]);
        }

        return image;
    }
}
