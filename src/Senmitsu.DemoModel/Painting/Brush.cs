using SkiaSharp;

namespace Senmitsu.DemoModel.Painting;

/// <summary>A canvas whose picture is 128 units wide and high, whatever its pixels, with the few strokes that portraits need.</summary>
/// <param name="canvas">Where to paint. Borrowed.</param>
internal sealed class Brush(SKCanvas canvas)
{
    /// <summary>Width and height of the picture in units.</summary>
    public const float Side = 128;

    /// <summary>The canvas beneath.</summary>
    public SKCanvas Canvas => canvas;

    public void Fill(SKPath path, SKColor color, float blur = 0)
    {
        using var paint = Paint(color, blur);
        canvas.DrawPath(path, paint);
    }

    /// <summary>Fills a path with a vertical or slanted gradient.</summary>
    public void Fill(SKPath path, SKColor from, SKColor to, SKPoint start, SKPoint end)
    {
        using var shader = SKShader.CreateLinearGradient(start, end, [from, to], null, SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader, IsAntialias = true };
        canvas.DrawPath(path, paint);
    }

    public void Stroke(SKPath path, SKColor color, float width)
    {
        using var paint = Paint(color, 0);
        paint.Style = SKPaintStyle.Stroke;
        paint.StrokeWidth = width;
        paint.StrokeCap = SKStrokeCap.Round;
        paint.StrokeJoin = SKStrokeJoin.Round;
        canvas.DrawPath(path, paint);
    }

    public void Oval(float x, float y, float radiusX, float radiusY, SKColor color, float blur = 0)
    {
        using var paint = Paint(color, blur);
        canvas.DrawOval(x, y, radiusX, radiusY, paint);
    }

    public void Box(float left, float top, float right, float bottom, SKColor color)
    {
        using var paint = Paint(color, 0);
        canvas.DrawRect(new SKRect(left, top, right, bottom), paint);
    }

    /// <summary>Fills the whole picture from top to bottom.</summary>
    public void Wash(SKColor top, SKColor bottom)
    {
        using var path = Path($"M0 0 H{Side} V{Side} H0 Z");
        Fill(path, top, bottom, new(0, 0), new(0, Side));
    }

    /// <summary>A path from SVG path data.</summary>
    public static SKPath Path(FormattableString data) => SKPath.ParseSvgPathData(FormattableString.Invariant(data));

    private static SKPaint Paint(SKColor color, float blur) => new()
    {
        Color = color,
        IsAntialias = true,
        MaskFilter = blur > 0 ? SKMaskFilter.CreateBlur(SKBlurStyle.Normal, blur) : null,
    };
}
