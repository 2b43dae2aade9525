namespace Senmitsu.Numerics.Images;

/// <summary>
/// sRGB ↔ CIE L*a*b* (D65) on 8-bit pixels, L from 0…100 to 0…255 and a, b moved by 128, in the fixed-point arithmetic of OpenCV
/// (opencv/opencv 4 <c>modules/imgproc/src/color_lab.cpp</c>: <c>RGB2Lab_b</c>, <c>Lab2RGBinteger</c>).
/// </summary>
internal static class LabColors
{
    private const int Shift = 12;
    private const int GammaShift = 3;
    private const int RootShift = Shift + GammaShift;
    private const int Base = 1 << 14;
    private const int InverseGammaSize = 1 << 12;
    private const int SmallestRoot = -8145;

    private static readonly int[] Gamma = [.. Enumerable.Range(0, 256).Select(i => Rounded(255 * (1 << GammaShift) * Linear(i / 255.0)))];
    private static readonly int[] InverseGamma = [.. Enumerable.Range(0, InverseGammaSize).Select(i => Rounded(255 * Encoded((double)i / InverseGammaSize)))];
    private static readonly int[] Roots = [.. Enumerable.Range(0, 256 * 3 / 2 * (1 << GammaShift)).Select(i => Rounded((1 << RootShift) * Root(i / (255.0 * (1 << GammaShift)))))];
    private static readonly (int Luminance, int Root)[] Lightness = [.. Enumerable.Range(0, 256).Select(OfLightness)];
    private static readonly int[] Cubes = [.. Enumerable.Range(SmallestRoot, Base * 9 / 4).Select(i => i <= 3390 ? (i * 108 / 841) - (Base * 16 / 116 * 108 / 841) : i * i / Base * i / Base)];

    // Rows X, Y, Z over red, green, blue, and back; X and Z in units of the white point of D65.
    private static readonly int[] ToXyz = Scaled([0.412453 / 0.950456, 0.357580 / 0.950456, 0.180423 / 0.950456, 0.212671, 0.715160, 0.072169, 0.019334 / 1.088754, 0.119193 / 1.088754, 0.950227 / 1.088754]);
    private static readonly int[] FromXyz = Scaled([3.240479 * 0.950456, -1.53715, -0.498535 * 1.088754, -0.969256 * 0.950456, 1.875991, 0.041556 * 1.088754, 0.055648 * 0.950456, -0.204043, 1.057311 * 1.088754]);

    /// <summary>[…, 3] · uint8 · red, green, blue → lightness, a, b.</summary>
    public static byte[] FromRgb(ReadOnlySpan<byte> rgb)
    {
        var lab = new byte[rgb.Length];
        for (var i = 0; i < rgb.Length; i += 3)
        {
            int red = Gamma[rgb[i]], green = Gamma[rgb[i + 1]], blue = Gamma[rgb[i + 2]];
            var x = Roots[Descaled((red * ToXyz[0]) + (green * ToXyz[1]) + (blue * ToXyz[2]), Shift)];
            var y = Roots[Descaled((red * ToXyz[3]) + (green * ToXyz[4]) + (blue * ToXyz[5]), Shift)];
            var z = Roots[Descaled((red * ToXyz[6]) + (green * ToXyz[7]) + (blue * ToXyz[8]), Shift)];
            const int Scale = ((116 * 255) + 50) / 100;
            const int Offset = -(((16 * 255 * (1 << RootShift)) + 50) / 100);
            lab[i] = Byte(Descaled((Scale * y) + Offset, RootShift));
            lab[i + 1] = Byte(Descaled((500 * (x - y)) + (128 * (1 << RootShift)), RootShift));
            lab[i + 2] = Byte(Descaled((200 * (y - z)) + (128 * (1 << RootShift)), RootShift));
        }

        return lab;
    }

    /// <summary>[…, 3] · uint8 · lightness, a, b → red, green, blue, clamped where there is no such colour.</summary>
    public static byte[] ToRgb(ReadOnlySpan<byte> lab)
    {
        var rgb = new byte[lab.Length];
        for (var i = 0; i < lab.Length; i += 3)
        {
            var (y, root) = Lightness[lab[i]];
            var a = (((5 * lab[i + 1] * 53687) + (1 << 7)) >> 13) - (128 * Base / 500);
            var b = (((lab[i + 2] * 41943) + (1 << 4)) >> 9) - (128 * Base / 200) + 1;
            int x = Cubes[root + a - SmallestRoot], z = Cubes[root - b - SmallestRoot];
            for (var c = 0; c < 3; c++)
            {
                var linear = Descaled((FromXyz[3 * c] * x) + (FromXyz[(3 * c) + 1] * y) + (FromXyz[(3 * c) + 2] * z), Shift + 2);
                rgb[i + c] = (byte)InverseGamma[Math.Clamp(linear, 0, InverseGammaSize - 1)];
            }
        }

        return rgb;
    }

    private static double Linear(double x) => x <= 809.0 / 20000 ? x * 25 / 323 : Math.Pow(((x * 200) + 11) / 211, 12.0 / 5);

    private static double Encoded(double x) => x <= 7827.0 / 2500000 ? x * 323 / 25 : ((Math.Pow(x, 5.0 / 12) * 211) - 11) / 200;

    private static double Root(double x) => x < 216.0 / 24389 ? (x * 841 / 108) + (16.0 / 116) : Math.Cbrt(x);

    private static (int Luminance, int Root) OfLightness(int i)
    {
        var lightness = i * 100.0 / 255;
        var root = i <= 20 ? (lightness * 27 / 24389 * 841 / 108) + (16.0 / 116) : (lightness + 16) / 116;
        var luminance = i <= 20 ? lightness * 27 / 24389 : root * root * root;
        return (Rounded(luminance * Base), Rounded(root * Base));
    }

    private static int[] Scaled(double[] matrix) => [.. matrix.Select(value => Rounded(value * (1 << Shift)))];

    private static int Rounded(double value) => (int)Math.Round(value, MidpointRounding.ToEven);

    private static int Descaled(int value, int shift) => (value + (1 << (shift - 1))) >> shift;

    private static byte Byte(int value) => (byte)Math.Clamp(value, 0, 255);
}
