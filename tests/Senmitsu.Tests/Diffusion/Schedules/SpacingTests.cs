using CsCheck;
using Senmitsu.Diffusion.Schedules;

namespace Senmitsu.Tests.Diffusion.Schedules;

public sealed class SpacingTests
{
    public static TheoryData<string> Names => [.. SpacingCatalog.All.Select(spacing => spacing.Name)];

    [Theory]
    [InlineData("uniform", new[] { 14.6146f, 7.8399f, 4.6092f, 2.9183f, 1.9502f, 1.3449f, .9324f, .6250f, .3687f, .0292f, 0f })]
    [InlineData("automatic", new[] { 14.6146f, 7.8399f, 4.6092f, 2.9183f, 1.9502f, 1.3449f, .9324f, .6250f, .3687f, .0292f, 0f })]
    [InlineData("Karras", new[] { 14.6146f, 9.1029f, 5.4784f, 3.1686f, 1.7494f, .9141f, .4469f, .2014f, .0819f, .0292f, 0f })]
    [InlineData("exponential", new[] { 14.6146f, 7.3249f, 3.6712f, 1.8400f, .9222f, .4622f, .2317f, .1161f, .0582f, .0292f, 0f })]
    [InlineData("SGM Uniform", new[] { 14.6146f, 8.3072f, 5.0924f, 3.3251f, 2.2797f, 1.6156f, 1.1629f, .8319f, .5712f, .3437f, 0f })]
    [InlineData("simple", new[] { 14.6146f, 8.3028f, 5.0878f, 3.3211f, 2.2765f, 1.6129f, 1.1606f, .8299f, .5693f, .3417f, 0f })]
    [InlineData("ddim", new[] { 8.3907f, 5.1344f, 3.3478f, 2.2929f, 1.6237f, 1.1682f, .8357f, .5741f, .3462f, .0413f, 0f })]
    [InlineData("kl_optimal", new[] { 14.6146f, 4.5650f, 2.6329f, 1.7864f, 1.2948f, .9616f, .7116f, .5094f, .3356f, .1783f, .0292f })]
    [InlineData("Align Your Steps", new[] { 14.615f, 6.1135f, 3.5651f, 2.3939f, 1.6500f, 1.1358f, .7425f, .4450f, .1692f, .0290f, 0f })]
    public void Sigmas_OfTenSteps_EqualPublishedValues(string name, float[] expected)
    {
        var sigmas = SpacingCatalog.Find(name)!.Sigmas(NoiseSchedule.Generation, 10);
        Assert.Equal(expected.Length, sigmas.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], sigmas[i], 6e-5f);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sigmas_OfAnyStepCount_Fall(string name) => Gen.Int[1, 200].Sample(steps =>
    {
        var sigmas = SpacingCatalog.Find(name)!.Sigmas(NoiseSchedule.Generation, steps);
        if (name == "ddim") Assert.True(sigmas.Length > steps);
        else Assert.Equal(steps + 1, sigmas.Length);
        if (name != "ddim") Assert.Equal(NoiseSchedule.Generation.LargestSigma, sigmas[0], 1e-3f);
        Assert.Equal(name == "kl_optimal" ? NoiseSchedule.Generation.SmallestSigma : 0, sigmas[^1], 1e-6f);
        for (var i = 1; i < sigmas.Length; i++) Assert.True(sigmas[i] < sigmas[i - 1] || (name == "beta" && sigmas[i] <= sigmas[i - 1]));
    });

    [Theory]
    [InlineData("karras")]
    [InlineData("exponential")]
    [InlineData("polyexponential")]
    [InlineData("kl_optimal")]
    [InlineData("beta")]
    [InlineData("normal")]
    public void Sigmas_WithOwnEnds_RunBetweenThem(string name)
    {
        var sigmas = SpacingCatalog.Find(name)!.Sigmas(NoiseSchedule.Generation, 12, new SpacingOptions { SmallestSigma = 0.1, LargestSigma = 10 });
        Assert.Equal(10, sigmas[0], 1e-3f);
        Assert.Equal(0.1f, sigmas.Last(sigma => sigma > 0), 1e-4f);
    }

    [Fact]
    public void Karras_WithRhoOne_IsLinear()
    {
        var sigmas = SpacingCatalog.Karras.Sigmas(NoiseSchedule.Generation, 5, new SpacingOptions { SmallestSigma = 1, LargestSigma = 9, Rho = 1 });
        Assert.Equal([9, 7, 5, 3, 1, 0], sigmas.Select(sigma => (int)Math.Round(sigma)));
    }

    [Theory]
    [InlineData("KARRAS", "Karras")]
    [InlineData("Automatic", "Automatic")]
    [InlineData("uniform", "Uniform")]
    public void Find_IgnoresLetterCase(string name, string label) => Assert.Equal(label, SpacingCatalog.Find(name)?.Label);

    [Fact]
    public void Find_OfUnknownName_IsNull() => Assert.Null(SpacingCatalog.Find("no such spacing"));
}
