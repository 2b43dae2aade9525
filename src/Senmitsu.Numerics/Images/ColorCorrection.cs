namespace Senmitsu.Numerics.Images;

/// <summary>
/// A1111's colour correction (<c>modules/processing.py</c>): the histograms of lightness, a and b are matched to those of another picture
/// (scikit-image <c>match_histograms</c>), then the lightness of the uncorrected picture is put back (blend mode "luminosity", W3C Compositing 1).
/// </summary>
public static class ColorCorrection
{
    /// <summary>Gives a picture the colours of another.</summary>
    /// <param name="image">The picture; not changed.</param>
    /// <param name="target">Where the colours come from; any size.</param>
    public static PixelImage Apply(PixelImage image, PixelImage target)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(target);
        var (own, wanted) = (LabColors.FromRgb(image.Pixels), LabColors.FromRgb(target.Pixels));
        for (var channel = 0; channel < PixelImage.Channels; channel++) MatchHistogram(own, wanted, channel);
        var corrected = LabColors.ToRgb(own);
        var result = new PixelImage(image.Width, image.Height);
        for (var i = 0; i < corrected.Length; i += PixelImage.Channels) WithLuminosity(corrected.AsSpan(i, 3), image.Pixels.AsSpan(i, 3), result.Pixels.AsSpan(i, 3));
        return result;
    }

    /// <summary>Moves every value to where the other picture has the same share of values below.</summary>
    internal static void MatchHistogram(Span<byte> values, ReadOnlySpan<byte> target, int channel)
    {
        double[] shares = Shares(values, channel), targetShares = Shares(target, channel);
        var known = new List<(double Share, int Value)>();
        for (var i = 0; i < 256; i++)
        {
            if (targetShares[i] > (i == 0 ? 0 : targetShares[i - 1])) known.Add((targetShares[i], i));
        }

        var map = new byte[256];
        for (var i = 0; i < 256; i++) map[i] = (byte)Interpolated(known, shares[i]); // cut off to a whole value, as scikit-image does
        for (var i = channel; i < values.Length; i += PixelImage.Channels) values[i] = map[values[i]];
    }

    /// <summary>Share of values up to each.</summary>
    private static double[] Shares(ReadOnlySpan<byte> values, int channel)
    {
        var counts = new long[256];
        for (var i = channel; i < values.Length; i += PixelImage.Channels) counts[values[i]]++;
        var shares = new double[256];
        long sum = 0;
        for (var i = 0; i < 256; i++)
        {
            sum += counts[i];
            shares[i] = (double)sum / (values.Length / PixelImage.Channels);
        }

        return shares;
    }

    private static double Interpolated(List<(double Share, int Value)> known, double share)
    {
        if (share <= known[0].Share) return known[0].Value;
        var next = known.FindIndex(point => point.Share > share);
        if (next < 0) return known[^1].Value;
        var ((left, value), (right, nextValue)) = (known[next - 1], known[next]);
        return ((nextValue - value) / (right - left) * (share - left)) + value;
    }

    /// <summary>SetLum of the W3C's compositing: the colour of one pixel with the lightness of another.</summary>
    private static void WithLuminosity(ReadOnlySpan<byte> color, ReadOnlySpan<byte> lightness, Span<byte> result)
    {
        Span<double> mixed = [color[0] / 255.0, color[1] / 255.0, color[2] / 255.0];
        var difference = ((lightness[0] / 255.0 * 0.299) + (lightness[1] / 255.0 * 0.587) + (lightness[2] / 255.0 * 0.114)) - Luminosity(mixed);
        for (var c = 0; c < 3; c++) mixed[c] += difference;
        var luminosity = Luminosity(mixed);
        double least = Math.Min(mixed[0], Math.Min(mixed[1], mixed[2])), most = Math.Max(mixed[0], Math.Max(mixed[1], mixed[2]));
        // One after the other, as in blendmodes, which A1111 calls.
        if (least < 0)
        {
            foreach (ref var value in mixed) value = luminosity + ((value - luminosity) * luminosity / (luminosity - least));
        }

        if (most > 1)
        {
            foreach (ref var value in mixed) value = luminosity + ((value - luminosity) * (1 - luminosity) / (most - luminosity));
        }

        for (var c = 0; c < 3; c++) result[c] = (byte)Math.Clamp(Math.Round(mixed[c] * 255, MidpointRounding.ToEven), 0, 255);
    }

    private static double Luminosity(ReadOnlySpan<double> color) => (color[0] * 0.299) + (color[1] * 0.587) + (color[2] * 0.114);
}
