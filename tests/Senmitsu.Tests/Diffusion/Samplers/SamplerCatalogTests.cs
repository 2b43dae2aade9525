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
    [InlineData("DPM++ 2M SDE SGM Uniform", null, "DPM++ 2M SDE", "SGM Uniform")]
    [InlineData("DPM2 a Karras", null, "DPM2 a", "Karras")]
    [InlineData("DPM++ 3M SDE", "", "DPM++ 3M SDE", "Exponential")]
    [InlineData("unipc", null, "UniPC", "Automatic")]
    [InlineData(null, null, "DPM++ 2M", "Karras")]
    public void Resolve_OfKnownNames_FindsSamplerAndSpacing(string? sampler, string? spacing, string expectedSampler, string expectedLabel)
    {
        var choice = SamplerCatalog.Resolve(sampler, spacing);
        Assert.Equal(expectedSampler, choice.Sampler.Name);
        Assert.Equal(expectedLabel, choice.Spacing.Label);
    }

    [Theory]
    [InlineData("Heun++", null, "unknown sampler 'Heun++'; known are: ")]
    [InlineData("Karras", null, "unknown sampler 'Karras'; known are: ")]
    [InlineData("Euler", "Wobbly", "unknown schedule type 'Wobbly'; known are: ")]
    public void Resolve_OfUnknownNames_ListsTheKnownOnes(string sampler, string? spacing, string message) =>
        Assert.StartsWith(message, Assert.Throws<UnknownSamplerException>(() => SamplerCatalog.Resolve(sampler, spacing)).Message, StringComparison.Ordinal);
}
