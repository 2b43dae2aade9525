using System.Text.Json;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Generation.Scripts;
using Senmitsu.Web.Localization;
using Senmitsu.Web.State;

namespace Senmitsu.Tests.Web.State;

public sealed class ScriptDraftTests
{
    private static readonly GenerateRequest Request = new() { Settings = new GenerationSettings(), ModelPath = "m", MakesGrid = true };

    [Fact]
    public void Complete_TakesTheScriptChosenOnly()
    {
        var draft = new ScriptDraft { Plot = new() { X = new() { Type = "Steps", Values = "1,2" } }, Loopback = new() { Loops = 7 } };
        Assert.Equal(Request, draft.Complete(Request));
        Assert.Single((draft with { Title = PlotDraft.Title }).Complete(Request).Axes);
        var looped = (draft with { Title = Loopback.ScriptTitle }).Complete(Request);
        Assert.Equal(new Loopback { Loops = 7 }, looped.Script);
        Assert.Empty(looped.Axes);
    }

    [Fact]
    public void Complete_OfEveryScript_IsThatScript() =>
        Assert.All(ScriptCatalog.All, script => Assert.Equal(script, new ScriptDraft { Title = script.Title }.Complete(Request).Script));

    [Fact]
    public void Scripts_HaveA1111sNamesInEnglish() => Assert.All(ScriptCatalog.All, script => Assert.Equal(script.Title, ScriptPhrases.Of(script).English));

    [Fact]
    public void Draft_SurvivesTheBrowsersMemory()
    {
        var script = new ScriptDraft { Title = Loopback.ScriptTitle, Loopback = new() { Loops = 3, Curve = DenoisingCurve.Lazy }, PromptMatrix = new() { PutsAtStart = true, Delimiter = VariationsDelimiter.Space }, PromptsFromFile = new() { Text = "犬\n--steps 3" }, SdUpscale = new() { Upscaler = "x4", Overlap = 16 }, Plot = new() { Y = new() { Type = "Seed", Values = "1" } } };
        var draft = new ImageDraft { Tab = SourceTab.Inpaint, BrushSize = 7, Common = new() { Script = script } };
        var read = JsonSerializer.Deserialize<ImageDraft>(JsonSerializer.Serialize(draft))!;
        Assert.Equal((draft.Tab, draft.BrushSize, draft.Common.Script), (read.Tab, read.BrushSize, read.Common.Script));
    }
}
