namespace Senmitsu.Tests.Web.Localization.Messages;

public sealed class SourceTextsTests
{
    [Theory]
    [InlineData("x = \"a b\";", "a b")]
    [InlineData("x = \"a \\\"b\\\" \\u00e9\";", "a \"b\" é")]
    [InlineData("x = @\"a \"\"b\"\" \\n\";", "a \"b\" \\n")]
    [InlineData("x = $\"a {b} c {{d}}\";", "a {} c {d}")]
    [InlineData("x = $\"a {(b ? \"c\" : $\"d {e}\")}.\";", "c|d {}|a {}.")]
    [InlineData("x = $\"{list[\"}\"]} '{y:F1}' {new[] { 1 }}\";", "}|{} '{}' {}")]
    [InlineData("x = $\"a {b} \" +\n  \"c\" + $\" {d}\";", "a {} c {}")]
    [InlineData("x = \"a \" + b + \"c\";", "a {}|c")]
    [InlineData("x = $$\"\"\"a {b} {{c}}\"\"\";", "a {b} {}")]
    [InlineData("x = '\"'; y = '\\''; // \"no\"\n/* \"no\" */ z = \"yes\";", "yes")]
    public void Of_FindsEveryText(string source, string expected) =>
        Assert.Equal(expected, string.Join('|', SourceTexts.Of("x.cs", source).Select(text => text.With("{}"))));

    [Fact]
    public void Of_KnowsWhereATextStands()
    {
        var text = Assert.Single(SourceTexts.Of("x.cs", "a();\nthrow new SomeException(\n    \"why\");"));
        Assert.Equal(("x.cs(3): why", "throw new SomeException("), (text.ToString(), text.Before.Trim()));
    }
}
