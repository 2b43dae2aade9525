using System.Text;
using SkiaSharp;

namespace Senmitsu.Numerics.Images;

/// <summary>Texts in black on white, broken into lines that fit.</summary>
internal static class TextLabel
{
    private const float LineSpacing = 1.3f;

    /// <summary>A1111's colour of what is left out (<c>draw_grid_annotations</c>, modules/images.py).</summary>
    private static readonly SKColor Grey = new(153, 153, 153);

    /// <summary>Draws texts below each other, centred in their picture.</summary>
    /// <param name="label">The texts; lines are broken at blanks, or inside words that do not fit.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="fontSize">Pixels.</param>
    /// <param name="fonts">The fonts. Borrowed.</param>
    /// <returns>A picture as wide as asked and as high as the text needs.</returns>
    public static PixelImage Draw(GridLabel label, int width, float fontSize, LabelFonts fonts)
    {
        var lines = label.Lines.SelectMany(line => line.Text.Split('\n').SelectMany(text => Wrapped(text, width, fontSize, fonts)).Select(text => new LabelLine(text, line.IsStruck))).ToList();
        var lineHeight = fontSize * LineSpacing;
        using var bitmap = new SKBitmap(new SKImageInfo(width, Math.Max(1, (int)MathF.Ceiling(lineHeight * lines.Count)), SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        for (var i = 0; i < lines.Count; i++)
        {
            var (text, isStruck) = lines[i];
            using var paint = new SKPaint { Color = isStruck ? Grey : SKColors.Black, IsAntialias = true, StrokeWidth = fontSize / 10 };
            var left = (width - Width(text, fontSize, fonts)) / 2;
            var x = left;
            foreach (var (run, typeface) in Runs(text, fonts))
            {
                using var font = new SKFont(typeface, fontSize);
                canvas.DrawText(run, x, lineHeight * i + fontSize, SKTextAlign.Left, font, paint);
                x += font.MeasureText(run);
            }

            var middle = lineHeight * i + fontSize * 0.7f;
            if (isStruck) canvas.DrawLine(left, middle, x, middle, paint);
        }

        canvas.Flush();
        return Pixels(bitmap);
    }

    private static IEnumerable<string> Wrapped(string text, int width, float fontSize, LabelFonts fonts)
    {
        var line = new StringBuilder();
        var lastBlank = -1;
        foreach (var letter in text.EnumerateRunes())
        {
            if (line.Length > 0 && Width(line.ToString() + letter, fontSize, fonts) > width)
            {
                var end = lastBlank > 0 ? lastBlank : line.Length;
                yield return line.ToString(0, end).TrimEnd();
                line.Remove(0, end);
                while (line.Length > 0 && line[0] == ' ') line.Remove(0, 1);
                lastBlank = -1;
            }

            if (letter.Value == ' ') lastBlank = line.Length;
            line.Append(letter);
        }

        yield return line.ToString();
    }

    private static float Width(string text, float fontSize, LabelFonts fonts)
    {
        var width = 0f;
        foreach (var (run, typeface) in Runs(text, fonts))
        {
            using var font = new SKFont(typeface, fontSize);
            width += font.MeasureText(run);
        }

        return width;
    }

    /// <summary>Stretches of letters that one font has.</summary>
    private static IEnumerable<(string Run, SKTypeface Typeface)> Runs(string text, LabelFonts fonts)
    {
        var run = new StringBuilder();
        SKTypeface? current = null;
        foreach (var letter in text.EnumerateRunes())
        {
            var typeface = fonts.For(letter);
            if (current is not null && !ReferenceEquals(typeface, current))
            {
                yield return (run.ToString(), current);
                run.Clear();
            }

            current = typeface;
            run.Append(letter);
        }

        if (current is not null) yield return (run.ToString(), current);
    }

    private static PixelImage Pixels(SKBitmap bitmap)
    {
        var image = new PixelImage(bitmap.Width, bitmap.Height);
        var rgba = bitmap.GetPixelSpan();
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            for (var x = 0; x < image.Width; x++) rgba.Slice(y * bitmap.RowBytes + x * 4, PixelImage.Channels).CopyTo(row[(x * PixelImage.Channels)..]);
        }

        return image;
    }
}
