using CsCheck;
using Senmitsu.Diffusion.Prompts;

namespace Senmitsu.Tests.Diffusion.Prompts;

public sealed class PromptParserTests
{
    [Fact]
    public void Parse_OfNestedBrackets_MultipliesExactly() => Assert.Equal(
        [
            new("a ", 1), new("house", 1.5730000000000004), new(" ", 1.1), new("on", 1), new(" a ", 1.1),
            new("hill", 0.55), new(", sun, ", 1.1), new("sky", 1.4641000000000006), new(".", 1.1),
        ],
        PromptParser.Parse("a (((house:1.3)) [on] a (hill:0.5), sun, (((sky))).").Parts);

    [Fact]
    public void Parse_OfEqualNeighbours_MergesThem() =>
        Assert.Equal([new("unnecessaryparens", 1.1)], PromptParser.Parse("(unnecessary)(parens)").Parts);

    [Theory]
    [InlineData(@"\(literal\]", "(literal]")]
    [InlineData(@"a\\b", @"a\b")]
    [InlineData(@"a\b", "ab")]
    [InlineData(@"end\", "end")]
    public void Parse_OfEscapes_TakesThemLiterally(string prompt, string text) => Assert.Equal([new(text, 1)], PromptParser.Parse(prompt).Parts);

    [Fact]
    public void Parse_OfBreak_MarksIt()
    {
        var parts = PromptParser.Parse("a BREAK b, BREAKFAST").Parts;
        Assert.Equal([new("a", 1), new("BREAK", -1), new("b, BREAKFAST", 1)], parts);
        Assert.Equal([false, true, false], parts.Select(part => part.IsBreak));
    }

    [Fact]
    public void Parse_OfBreakInsideBrackets_IsAWordAndNoted()
    {
        var prompt = PromptParser.Parse("(a BREAK b)");
        Assert.DoesNotContain(prompt.Parts, part => part.IsBreak);
        Assert.Equal(3, Assert.Single(prompt.Notes).Position);
    }

    [Theory]
    [InlineData("(a:1.2.3) b", 3, "'1.2.3' at character 4")]
    [InlineData("x (a: .)", 6, "'.' at character 7")]
    public void Parse_WhenWeightIsNoNumber_ThrowsWithPlace(string prompt, int position, string expected)
    {
        var exception = Assert.Throws<PromptException>(() => PromptParser.Parse(prompt));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Equal(position, exception.Position);
    }

    [Theory]
    [InlineData("(a", 0, "'(' at character 1 is never closed")]
    [InlineData("b [a (c)", 2, "'[' at character 3 is never closed")]
    [InlineData("a)", 1, "')' at character 2 closes nothing")]
    [InlineData("a:1.2)", 5, "')' at character 6 closes nothing")]
    public void Parse_OfUnbalancedBracket_SaysWhichOne(string prompt, int position, string expected)
    {
        var note = Assert.Single(PromptParser.Parse(prompt).Notes);
        Assert.Equal(position, note.Position);
        Assert.StartsWith(expected, note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfBalancedPrompt_HasNoNotes() => Assert.Empty(PromptParser.Parse(@"(a:1.2), [b], \(c\), ((d))").Notes);

    [Fact]
    public void Parse_OfAnything_KeepsEveryPlainCharacter() => Gen.Char["ab ()[]:\\.1"].Array[0, 40].Select(chars => new string(chars)).Sample(prompt =>
    {
        WeightedPrompt parsed;
        try
        {
            parsed = PromptParser.Parse(prompt);
        }
        catch (PromptException)
        {
            return;
        }

        Assert.NotEmpty(parsed.Parts);
        Assert.Equal(prompt.Count(c => c is 'a' or 'b'), parsed.Parts.Sum(part => part.Text.Count(c => c is 'a' or 'b')));
    });
}
