using Senmitsu.Studio;
using Senmitsu.Studio.Generation.Grids;
using Senmitsu.Web.Localization;
using Senmitsu.Web.State;

namespace Senmitsu.Tests.Web.State;

public sealed class PlotDraftTests
{
    [Fact]
    public void ToAxes_LeavesOutWhatIsNothing()
    {
        var plot = new PlotDraft { X = new() { Type = "Steps", Values = "1-3" }, Z = new() { Type = "Prompt S/R", Values = "a, \"b, c\"" } };
        Assert.Equal(["x Steps 1|2|3", "z Prompt S/R a|b, c"], plot.ToAxes().Select(axis => $"{axis.Letter} {axis.Kind.Name} {string.Join('|', axis.Values)}"));
    }

    [Fact]
    public void ToAxes_OfWrongValues_Throws()
    {
        Assert.Throws<UserErrorException>(() => new PlotDraft().ToAxes());
        Assert.Throws<UserErrorException>(() => new PlotDraft { X = new() { Type = "Bogus", Values = "1" } }.ToAxes());
    }

    [Fact]
    public void Axes_HaveWordsOfTheirOwn() =>
        Assert.All(GridAxisKinds.All, kind => Assert.Equal(kind.Name, kind.Name is "Styles" or "Seed" or "CFG Scale" ? kind.Name : GridAxisPhrases.Of(kind).English));
}
