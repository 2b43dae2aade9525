using Senmitsu.Numerics;

namespace Senmitsu.Tests.Numerics;

public sealed class SeedSequenceTests
{
    // NumPy's own values.
    [Theory]
    [InlineData(new[] { 3735928559u, 195939070u, 229505742u, 305419896u }, new uint[0], 4, new[] { 3914649087u, 576849849u, 3593928901u, 2229911004u })]
    [InlineData(new[] { 42u }, new uint[0], 24, new[] { 387750627u, 2536650517u, 4078839648u })]
    [InlineData(new[] { 42u }, new[] { 0u, 0u }, 24, new[] { 2102017995u })]
    [InlineData(new[] { 42u }, new[] { 1u, 1u }, 24, new[] { 1058881542u })]
    [InlineData(new[] { 42u }, new[] { 5u, 3u }, 24, new[] { 3084123560u })]
    public void Generate_EqualsNumpy(uint[] entropy, uint[] spawnKey, int poolSize, uint[] expected) =>
        Assert.Equal(expected, SeedSequence.Generate(entropy, spawnKey, poolSize, expected.Length));
}
