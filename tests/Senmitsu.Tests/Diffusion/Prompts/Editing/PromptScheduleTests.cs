using System.Diagnostics;
using Senmitsu.Diffusion.Prompts;
using Senmitsu.Diffusion.Prompts.Editing;

namespace Senmitsu.Tests.Diffusion.Prompts.Editing;

public sealed class PromptScheduleTests
{
    [Theory]
    [InlineData("a [b:3]", "3:a |10:a b")]
    [InlineData("a [b: 3 ]", "3:a |10:a b")]
    [InlineData("a [[[b]]:2]", "2:a |10:a [[b]]")]
    [InlineData("[(a:2):3]", "3:|10:(a:2)")]
    [InlineData("a [b : c : 1] d", "1:a b  d|10:a  c  d")]
    [InlineData("a[b:[c:d:2]:1]e", "1:abe|2:ace|10:ade")]
    [InlineData("a [unbalanced", "10:a [unbalanced")]
    [InlineData("a [b:.5] c", "5:a  c|10:a b c")]
    [InlineData("((a][:b:c [d:3]", "3:((a][:b:c |10:((a][:b:c d")]
    [InlineData("[a|(b:1.1)]", "1:a|2:(b:1.1)|3:a|4:(b:1.1)|5:a|6:(b:1.1)|7:a|8:(b:1.1)|9:a|10:(b:1.1)")]
    [InlineData("x\\", "10:x\\")]
    [InlineData("[a:b:99999999999999999999]", "10:a")]
    public void Resolve_InTenSteps_GivesTheSchedule(string prompt, string expected) =>
        Assert.Equal(expected, string.Join('|', PromptSchedule.Resolve(prompt, new PromptTimeline(10)).Entries.Select(entry => $"{entry.End}:{entry.Text}")));

    [Theory]
    [InlineData("a [b:.5] c", "10:a b c")]
    [InlineData("a [b:1.5] c", "5:a  c|10:a b c")]
    [InlineData("a [b:15] c", "5:a  c|10:a b c")]
    public void Resolve_InTheHiresPass_CountsTheFirstPassToo(string prompt, string expected) =>
        Assert.Equal(expected, string.Join('|', PromptSchedule.Resolve(prompt, PromptTimeline.Hires(10, 10)).Entries.Select(entry => $"{entry.End}:{entry.Text}")));

    [Fact]
    public void IndexAt_HoldsTheFirstEntryOneCallLongerAndReturnsToItAfterTheEnd()
    {
        int[] ends = [10, 20];
        Assert.Equal([0, 0, 1, 1, 0], new[] { 0, 10, 11, 20, 21 }.Select(call => PromptSchedule.IndexAt(ends, call)));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("(")]
    [InlineData("[a:")]
    [InlineData("[a|")]
    [InlineData("\\[")]
    public void Resolve_OfAHostilePrompt_StaysFast(string piece)
    {
        var prompt = string.Concat(Enumerable.Repeat(piece, 20_000));
        var started = Stopwatch.GetTimestamp();
        Assert.NotEmpty(PromptSchedule.Resolve(prompt, new PromptTimeline(20)).Entries);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60), "resolving takes more than linear time");
    }

    [Theory]
    [InlineData("a # b\nc", "a \nc")]
    [InlineData("a\n# b\nc", "a\nc")]
    [InlineData("# only", "\n")]
    [InlineData("no comment", "no comment")]
    public void Remove_OfComments_LeavesTheRest(string prompt, string expected) => Assert.Equal(expected, PromptComments.Remove(prompt));
}
