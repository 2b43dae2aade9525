using Senmitsu.DemoModel.People;
using SkiaSharp;

namespace Senmitsu.DemoModel.Painting;

/// <summary>Shoulders and what is worn over them.</summary>
internal static class ClothesPainter
{
    /// <summary>Paints the lower part of the portrait.</summary>
    /// <param name="brush">Where to paint. Borrowed.</param>
    /// <param name="person">Whose shoulders.</param>
    /// <param name="scene">What is worn.</param>
    public static void Paint(Brush brush, Person person, Scene scene)
    {
        var color = Palette.Of(scene.ClothesColor);
        var dark = color.Darker(0.35f);
        var skin = Palette.Skin(person.Skin);
        var half = person.Presentation == Presentation.Woman ? 46 : 54;
        using var shoulders = Brush.Path($"M{64 - half} 132 C{64 - half} 108 {64 - 26} 104 {64 - 13} 98 Q64 112 {64 + 13} 98 C{64 + 26} 104 {64 + half} 108 {64 + half} 132 Z");
        if (scene.Clothes == ClothesType.Dress)
        {
            brush.Fill(shoulders, skin, skin.Darker(0.2f), new(64, 98), new(64, 128));
            using var dress = Brush.Path($"M{64 - half + 8} 132 L{64 - 30} 118 Q64 128 {64 + 30} 118 L{64 + half - 8} 132 Z");
            brush.Fill(dress, color);
            using var straps = Brush.Path($"M36 120 L44 104 M92 120 L84 104");
            brush.Stroke(straps, color, 4.5f);
            return;
        }

        brush.Fill(shoulders, color, dark, new(64, 98), new(64, 134));
        switch (scene.Clothes)
        {
            case ClothesType.Hoodie:
                using (var hood = Brush.Path($"M44 98 Q64 124 84 98 L90 106 Q64 136 38 106 Z")) brush.Fill(hood, color.Lighter(0.18f));
                using (var cords = Brush.Path($"M56 116 V127 M72 116 V127")) brush.Stroke(cords, new SKColor(250, 250, 250), 2.2f);
                break;
            case ClothesType.Suit:
                using (var shirt = Brush.Path($"M51 98 L64 130 L77 98 Q64 110 51 98 Z")) brush.Fill(shirt, new SKColor(250, 250, 252));
                using (var tie = Brush.Path($"M61 107 H67 L69 130 H59 Z")) brush.Fill(tie, new SKColor(34, 40, 72));
                using (var lapels = Brush.Path($"M50 98 L60 130 M78 98 L68 130")) brush.Stroke(lapels, dark, 3.4f);
                break;
            case ClothesType.Turtleneck:
                using (var collar = Brush.Path($"M50 90 Q64 99 78 90 L80 106 Q64 116 48 106 Z")) brush.Fill(collar, color.Lighter(0.1f), dark, new(64, 90), new(64, 112));
                using (var fold = Brush.Path($"M50 97 Q64 106 78 97")) brush.Stroke(fold, dark, 1.4f);
                break;
            case ClothesType.Kimono:
                using (var skinV = Brush.Path($"M50 96 L64 120 L78 96 Z")) brush.Fill(skinV, skin.Darker(0.12f));
                using (var collar = Brush.Path($"M48 96 L66 124 M80 96 L54 132")) brush.Stroke(collar, new SKColor(250, 246, 236), 5);
                foreach (var (x, y) in new[] { (30f, 122f), (98f, 122f), (88f, 113f), (40f, 113f) }) brush.Oval(x, y, 3.4f, 3.4f, new SKColor(250, 236, 226));
                break;
            default:
                using (var neckline = Brush.Path($"M50 99 Q64 116 78 99")) brush.Stroke(neckline, color.Lighter(0.25f), 3);
                break;
        }
    }
}
