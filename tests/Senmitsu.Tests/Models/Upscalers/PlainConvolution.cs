namespace Senmitsu.Tests.Models.Upscalers;

/// <summary>A picture of any number of channels in double precision, and the few operations of upscalers as plain loops.</summary>
internal sealed record PlainConvolution(int Channels, int Height, int Width, double[] Values)
{
    public double this[int c, int y, int x] => Values[(c * Height + y) * Width + x];

    public static PlainConvolution Create(int channels, int height, int width, Func<int, int, int, double> value) =>
        new(channels, height, width, [.. from c in Enumerable.Range(0, channels) from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width) select value(c, y, x)]);

    /// <summary>k×k convolution with zeros beyond the edges.</summary>
    public PlainConvolution Convolve(float[] weight, float[]? bias, int outputs, int kernel) => Create(outputs, Height, Width, (o, y, x) =>
    {
        double sum = bias?[o] ?? 0;
        for (var c = 0; c < Channels; c++)
        {
            for (var i = 0; i < kernel; i++)
            {
                for (var j = 0; j < kernel; j++)
                {
                    int row = y + i - kernel / 2, column = x + j - kernel / 2;
                    if (row >= 0 && row < Height && column >= 0 && column < Width) sum += weight[((o * Channels + c) * kernel + i) * kernel + j] * this[c, row, column];
                }
            }
        }

        return sum;
    });

    public PlainConvolution Map(Func<double, double> function) => this with { Values = [.. Values.Select(function)] };

    public PlainConvolution Plus(PlainConvolution other, double factor = 1) => this with { Values = [.. Values.Zip(other.Values, (a, b) => a + factor * b)] };

    public PlainConvolution Beside(params PlainConvolution[] others) => new(Channels + others.Sum(other => other.Channels), Height, Width, [.. Values, .. others.SelectMany(other => other.Values)]);

    public PlainConvolution Repeated(int factor) => Create(Channels, Height * factor, Width * factor, (c, y, x) => this[c, y / factor, x / factor]);

    /// <summary>Pixels into channels: channel c·f² + i·f + j is pixel (f·y + i, f·x + j) of channel c.</summary>
    public PlainConvolution Folded(int f) => Create(Channels * f * f, Height / f, Width / f, (c, y, x) => this[c / (f * f), y * f + c / f % f, x * f + c % f]);

    /// <summary>Undoes <see cref="Folded"/>.</summary>
    public PlainConvolution Unfolded(int f) => Create(Channels / (f * f), Height * f, Width * f, (c, y, x) => this[c * f * f + y % f * f + x % f, y / f, x / f]);
}
