using Senmitsu.Formats.WeightKeys;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Formats.WeightKeys;

public sealed class WeightKeyMapTests
{
    private static readonly WeightKeyMap Map = new([new("a.1", "x"), new("a.1.b", "y"), new("a", "z")], [new("old", "x")]);

    [Theory]
    [InlineData("a.1.weight", "x.weight")]
    [InlineData("a.1.b.weight", "y.weight")]
    [InlineData("a.1.bb.weight", "x.bb.weight")]
    [InlineData("a.10.weight", "z.10.weight")]
    [InlineData("a.1", "x")]
    [InlineData("old.weight", "x.weight")]
    public void TryToModule_ExchangesTheLongestNameAtADot(string checkpoint, string module)
    {
        Assert.True(Map.TryToModule(checkpoint, out var found));
        Assert.Equal(module, found);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("b.weight")]
    [InlineData("aa.weight")]
    [InlineData(".a")]
    public void TryToModule_WhenUnknown_IsFalse(string checkpoint)
    {
        Assert.False(Map.TryToModule(checkpoint, out var found));
        Assert.Null(found);
    }

    [Fact]
    public void TryToCheckpoint_NeverGivesAnAlternative()
    {
        Assert.True(Map.TryToCheckpoint("x.weight", out var found));
        Assert.Equal("a.1.weight", found);
    }

    [Fact]
    public void Construct_WhenANameOccursTwice_Throws() => Assert.Throws<ArgumentException>(() => new WeightKeyMap([new("a", "x"), new("b", "x")]));

    [Fact]
    [Trait("Category", Golden.Trait)]
    public void EveryWeightOfTheReferenceModel_BelongsToOneNetworkAndMapsBack()
    {
        Assert.Equal(684 + 244 + 36, TinySd15.WeightKeys.Count);
        foreach (var key in TinySd15.WeightKeys)
        {
            var map = Assert.Single(new[] { TinySd15.Unet, TinySd15.Vae, TinySd15.Text }, map => map.TryToModule(key, out _));
            Assert.True(map.TryToModule(key, out var module));
            Assert.True(map.TryToCheckpoint(module, out var back));
            Assert.Equal(key, back);
        }
    }

    [Fact]
    [Trait("Category", Golden.Trait)]
    public void EveryRowOfTheTables_OccursInTheReferenceModel()
    {
        // The numbering is shared with SD 1.5, but a shortcut is there only where the channels change.
        foreach (var (checkpoint, module) in TinySd15.Unet.Pairs.Concat(TinySd15.Vae.Pairs).Concat(TinySd15.Text.Pairs))
        {
            if (module.EndsWith("conv_shortcut", StringComparison.Ordinal)) continue;
            Assert.Contains(TinySd15.WeightKeys, key => key.StartsWith(checkpoint + ".", StringComparison.Ordinal));
        }
    }

    [Fact]
    [Trait("Category", Golden.Trait)]
    public void ScheduleBuffersAndPositions_BelongToNoNetwork()
    {
        foreach (var key in TinySd15.Keys("tiny-sd15.safetensors").Except(TinySd15.WeightKeys))
        {
            Assert.False(TinySd15.Unet.TryToModule(key, out _) || TinySd15.Vae.TryToModule(key, out _) || TinySd15.Text.TryToModule(key, out _), key);
        }
    }
}
