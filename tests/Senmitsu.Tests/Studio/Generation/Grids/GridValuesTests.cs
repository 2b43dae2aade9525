using Senmitsu.Studio;
using Senmitsu.Studio.Generation.Grids;

namespace Senmitsu.Tests.Studio.Generation.Grids;

public sealed class GridValuesTests
{
    [Theory]
    [InlineData("10, 20", GridValueKind.Whole, "10|20")]
    [InlineData("1-5", GridValueKind.Whole, "1|2|3|4|5")]
    [InlineData("1-5 (+2)", GridValueKind.Whole, "1|3|5")]
    [InlineData("10-5 (-3)", GridValueKind.Whole, "10|7")]
    [InlineData("1-10 [5]", GridValueKind.Whole, "1|3|5|7|10")]
    [InlineData("-1", GridValueKind.Whole, "-1")]
    [InlineData("0-1 (+0.25)", GridValueKind.Number, "0|0.25|0.5|0.75|1")]
    [InlineData("5-9:3", GridValueKind.Number, "5|7|9")]
    [InlineData("0.1-0.3 [3], 7", GridValueKind.Number, "0.1|0.2|0.3|7")]
    [InlineData("-1-1 [3]", GridValueKind.Number, "-1|0|1")]
    [InlineData("Euler, Euler a", GridValueKind.Text, "Euler|Euler a")]
    [InlineData("\"a, b\", \"say \"\"hi\"\"\" , c", GridValueKind.Text, "a, b|say \"hi\"|c")]
    [InlineData("1-5", GridValueKind.Text, "1-5")]
    public void Expand_OfValues_FollowsTheWebUi(string text, GridValueKind kind, string expected) => Assert.Equal(expected, string.Join('|', GridValues.Expand(text, kind)));

    [Theory]
    [InlineData("ten", GridValueKind.Whole)]
    [InlineData("1.5", GridValueKind.Whole)]
    [InlineData("1-5 (+0)", GridValueKind.Whole)]
    [InlineData("5-1", GridValueKind.Whole)]
    [InlineData("1-999999999", GridValueKind.Number)]
    [InlineData("1-2 [0]", GridValueKind.Number)]
    public void Expand_OfNoValues_IsRefused(string text, GridValueKind kind) => Assert.Throws<UserErrorException>(() => GridValues.Expand(text, kind).ToList());
}
