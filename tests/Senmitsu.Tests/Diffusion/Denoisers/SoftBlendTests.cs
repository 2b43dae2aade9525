using Senmitsu.Diffusion.Denoisers;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Diffusion.Denoisers;

public sealed class SoftBlendTests
{
    [Theory]
    [InlineData(1, 0.5, 4, 14.6)]
    [InlineData(0.5, 2, 1, 0.3)]
    [InlineData(2, 0.25, 12, 1)]
    public void Mix_OfOneVector_EqualsTheFormula(double bias, double strength, double boost, double sigma) => TensorLeaks.AssertNone(() =>
    {
        using var scope = NewDisposeScope();
        double[] original = [0.3, -1.2, 2, 0.1], current = [-0.5, 0.7, 1.1, -3];
        const double Repaint = 0.62;
        var share = Math.Pow(Repaint, Math.Pow(sigma, bias) * strength);
        var mixed = original.Zip(current, (a, b) => (a * (1 - share)) + (b * share)).ToArray();
        var length = Math.Pow((Math.Pow(Norm(original), boost) * (1 - share)) + (Math.Pow(Norm(current), boost) * share), 1 / boost);
        var result = new SoftBlend(bias, strength, boost).Mix(Vector(original), Vector(current), full(1, 1, 1, 1, (float)Repaint), sigma).flatten();
        for (var i = 0; i < 4; i++) Assert.Equal(mixed[i] * length / (Norm(mixed) + 0.00001), result[i].item<float>(), 2e-5);
    });

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    public void Mix_WhereTheMaskIsHard_KeepsOneOfBoth(float repaint)
    {
        using var scope = NewDisposeScope();
        var (original, current) = (randn(2, 4, 3, 3), randn(2, 4, 3, 3));
        var result = new SoftBlend(1, 0.5, 4).Mix(original, current, full(1, 1, 3, 3, repaint), 2);
        TensorAssert.Close(repaint == 0 ? original : current, result, 1e-4, "soft blend");
    }

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(x => x * x));

    private static Tensor Vector(double[] values) => tensor(values, dtype: ScalarType.Float32).view(1, 4, 1, 1);
}
