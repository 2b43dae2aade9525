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
    public void Sigmas_OfTenSteps_EqualPublishedValues(string name, float[] expected)
    {
        var sigmas = SpacingCatalog.Find(name)!.Sigmas(NoiseSchedule.Generation, 10);
        Assert.Equal(expected.Length, sigmas.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], sigmas[i], 6e-5f);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sigmas_OfAnyStepCount_FallFromTheLargestToZero(string name) => Gen.Int[1, 200].Sample(steps =>
    {
        var sigmas = SpacingCatalog.Find(name)!.Sigmas(NoiseSchedule.Generation, steps);
        Assert.Equal(steps + 1, sigmas.Length);
        Assert.Equal(NoiseSchedule.Generation.LargestSigma, sigmas[0], 1e-4f);
        Assert.Equal(0, sigmas[^1]);
        for (var i = 1; i < sigmas.Length; i++) Assert.True(sigmas[i] < sigmas[i - 1]);
    });

    [Theory]
    [InlineData("KARRAS", "Karras")]
    [InlineData("Automatic", "Automatic")]
    [InlineData("uniform", "Uniform")]
    public void Find_IgnoresLetterCase(string name, string label) => Assert.Equal(label, SpacingCatalog.Find(name)?.Label);

    [Fact]
    public void Find_OfUnknownName_IsNull() => Assert.Null(SpacingCatalog.Find("no such spacing"));
}
