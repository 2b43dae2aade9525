using Senmitsu.DemoModel.People;
using SkiaSharp;

namespace Senmitsu.DemoModel.Painting;

/// <summary>The colours of things, and simple mixing.</summary>
internal static class Palette
{
    private static readonly SKColor[] SkinTones = [new(255, 226, 205), new(246, 205, 172), new(222, 170, 128), new(172, 118, 80), new(118, 76, 52)];

    /// <summary>Skin from 0 light to 1 dark.</summary>
    public static SKColor Skin(float tone)
    {
        var place = Math.Clamp(tone, 0, 1) * (SkinTones.Length - 1);
        var first = Math.Min((int)place, SkinTones.Length - 2);
        return Mix(SkinTones[first], SkinTones[first + 1], place - first);
    }

    public static SKColor Of(HairColor color) => color switch
    {
        HairColor.Black => new(38, 32, 38),
        HairColor.Brown => new(112, 68, 40),
        HairColor.Blonde => new(232, 196, 110),
        HairColor.Red => new(186, 74, 36),
        HairColor.Silver => new(198, 202, 212),
        _ => new(236, 128, 168),
    };

    public static SKColor Of(EyeColor color) => color switch
    {
        EyeColor.DarkBrown => new(62, 36, 24),
        EyeColor.Hazel => new(150, 100, 44),
        EyeColor.Green => new(62, 134, 78),
        EyeColor.Blue => new(58, 118, 196),
        _ => new(130, 142, 156),
    };

    public static SKColor Of(ClothesColor color) => color switch
    {
        ClothesColor.Red => new(200, 48, 52),
        ClothesColor.Blue => new(52, 88, 178),
        ClothesColor.Green => new(56, 138, 84),
        ClothesColor.Yellow => new(238, 196, 60),
        ClothesColor.Purple => new(126, 72, 162),
        ClothesColor.White => new(240, 240, 238),
        _ => new(44, 44, 52),
    };

    /// <summary>Between two colours, 0 the first, 1 the second.</summary>
    public static SKColor Mix(SKColor a, SKColor b, float share)
    {
        byte Channel(byte x, byte y) => (byte)Math.Clamp(x + ((y - x) * share), 0, 255);
        return new SKColor(Channel(a.Red, b.Red), Channel(a.Green, b.Green), Channel(a.Blue, b.Blue));
    }

    public static SKColor Darker(this SKColor color, float share) => Mix(color, new SKColor(30, 18, 40), share);

    public static SKColor Lighter(this SKColor color, float share) => Mix(color, SKColors.White, share);
}
