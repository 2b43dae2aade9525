using Senmitsu.Diffusion.Samplers;

namespace Senmitsu.Tests.Diffusion.Samplers;

public sealed class SamplerCatalogTests
{
    [Theory]
    [InlineData("DPM++ 2M", null, "DPM++ 2M", "Karras")]
    [InlineData("DPM++ 2M", "Automatic", "DPM++ 2M", "Karras")]
    [InlineData("DPM++ 2M", "uniform", "DPM++ 2M", "Uniform")]
    [InlineData("DPM++ 2M Karras", null, "DPM++ 2M", "Karras")]
    [InlineData("dpm++ 2m karras", "Uniform", "DPM++ 2M", "Karras")]
    [InlineData("Euler a", "Automatic", "Euler a", "Automatic")]
    [InlineData("Euler a Karras", "", "Euler a", "Karras")]
    [InlineData("k_euler_ancestral", "KARRAS", "Euler a", "Karras")]
    [InlineData("k_euler", null, "Euler", "Automatic")]
    [InlineData(null, null, "DPM++ 2M", "Karras")]
    public void Resolve_OfKnownNames_FindsSamplerAndSpacing(string? sampler, string? spacing, string expectedSampler, string expectedLabel)
    {
        var choice = SamplerCatalog.Resolve(sampler, spacing);
        Assert.Equal(expectedSampler, choice.Sampler.Name);
        Assert.Equal(expectedLabel, choice.Spacing.Label);
    }

    [Theory]
    [InlineData("Heun++", null, "unknown sampler 'Heun++'; known are: DPM++ 2M, Euler a, Euler")]
    [InlineData("Karras", null, "unknown sampler 'Karras'; known are: DPM++ 2M, Euler a, Euler")]
    [InlineData("Euler", "Wobbly", "unknown schedule type 'Wobbly'; known are: Automatic, Uniform, Karras")]
    public void Resolve_OfUnknownNames_ListsTheKnownOnes(string sampler, string? spacing, string message) =>
        Assert.Equal(message, Assert.Throws<UnknownSamplerException>(() => SamplerCatalog.Resolve(sampler, spacing)).Message);
}
