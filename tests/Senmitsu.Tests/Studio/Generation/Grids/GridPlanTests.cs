using Senmitsu.Generation.Settings;
using Senmitsu.Studio;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Generation.Grids;
using Senmitsu.Studio.Models;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Generation.Grids;

public sealed class GridPlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Create_OfThreeAxes_CountsXFastest()
    {
        var plan = Plan("a cat", "x:steps=10,20", "y:sr=cat,dog", "z:Seed=1,-1");
        Assert.Equal(8, plan.Cells.Count);
        Assert.Equal([10, 20, 10, 20], plan.Cells.Take(4).Select(cell => cell.Settings.Steps));
        Assert.Equal(["a cat", "a cat", "a dog", "a dog"], plan.Cells.Take(4).Select(cell => cell.Settings.Prompt));
        Assert.All(plan.Cells.Take(4), cell => Assert.Equal(1, cell.Settings.Seed));
        Assert.All(plan.Cells.Skip(4), cell => Assert.Equal(77, cell.Settings.Seed));
        Assert.Equal("77", plan.Axes[2]!.Values[1]);
    }

    [Fact]
    public void InOrder_WithCheckpointsOnTheFastAxis_LoadsEachOnce()
    {
        foreach (var name in new[] { "one", "two" }) File.WriteAllText(_folder.File($"{name}.safetensors"), "");
        var plan = Plan("<lora:a:1>", "x:checkpoint=one,two", "y:lora=a,b", "z:steps=1-3");
        var order = plan.InOrder.ToList();
        Assert.Equal(plan.Cells.Count, order.Distinct().Count());
        Assert.Equal(1, order.Zip(order.Skip(1)).Count(pair => pair.First.ModelPath != pair.Second.ModelPath));
        Assert.Equal(3, order.Zip(order.Skip(1)).Count(pair => pair.First.Settings.Prompt != pair.Second.Settings.Prompt));
    }

    [Theory]
    [InlineData("x:lora=b,None", "a <lora:b:0.5>|a ")]
    [InlineData("x:lora weight=0.2,1", "a <lora:one:0.2>|a <lora:one:1>")]
    [InlineData("x:prompt order=a,one", "a <lora:one:0.5>|one <lora:a:0.5>")]
    public void Create_OfPromptAxes_ChangesThePrompt(string axis, string expected) =>
        Assert.Equal(expected, string.Join('|', Plan("a <lora:one:0.5>", axis).Cells.Select(cell => cell.Settings.Prompt)));

    [Theory]
    [InlineData("x:lora=b,None", "a <lora:b:0.5>, close|a , close")]
    [InlineData("x:lora weight=0.2,1", "a <lora:one:0.2>, close|a <lora:one:1>, close")]
    public void Create_OfLoraAxes_ChangesThePromptOfTheSecondPassToo(string axis, string expected)
    {
        var plan = Plan(new GenerationSettings { Prompt = "a <lora:one:0.5>", Hires = new HiresSettings { Prompt = "a <lora:one:0.5>, close" } }, axis);
        Assert.Equal(expected, string.Join('|', plan.Cells.Select(cell => cell.Settings.Hires!.Prompt)));
    }

    [Theory]
    [InlineData("x:steps=1", "x:cfg=1")]
    [InlineData("w:steps=1")]
    [InlineData("x:bogus=1")]
    [InlineData("x:steps=")]
    [InlineData("x:steps")]
    [InlineData("x:sr=missing,b")]
    [InlineData("x:checkpoint=nowhere")]
    [InlineData("x:size=big")]
    [InlineData("x:steps=1-1000", "y:cfg=1-1000")]
    public void Create_OfAWrongAxis_IsRefused(params string[] axes) => Assert.Throws<UserErrorException>(() => Plan("a cat", axes));

    [Fact]
    public void Create_OfDenoising_ReachesHiresFix() =>
        Assert.Equal(0.25, GridAxisKinds.Find("Denoising")!.Apply(new GridCell(new GenerationSettings { Hires = new() }, "", null), "0.25", null!).Settings.Hires!.DenoisingStrength);

    [Theory]
    [InlineData("many", "X values (Steps): 'many' is no whole number")]
    [InlineData("", "X values (Steps): there are none.")]
    public void Axis_OfWrongValues_NamesThem(string values, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<UserErrorException>(() => GridAxis.Create('x', GridAxisKinds.Find("Steps")!, values)).Message, StringComparison.Ordinal);

    [Fact]
    public void Orders_OfThreeWords_AreThoseOfPythonsPermutations() =>
        Assert.Equal(["a|b|c", "a|c|b", "b|a|c", "b|c|a", "c|a|b", "c|b|a"], GridPrompts.Orders(["a", "b", "c"]));

    private GridPlan Plan(string prompt, params string[] axes) => Plan(new GenerationSettings { Prompt = prompt }, axes);

    private GridPlan Plan(GenerationSettings settings, params string[] axes)
    {
        var request = new GenerateRequest { Settings = settings, ModelPath = Path.Combine(_folder.Path, "one.safetensors"), Axes = [.. axes.Select(GridAxis.Parse)] };
        return GridPlan.Create(request, settings, new CheckpointCatalog(request, new StudioFolders(_folder.Path)), () => 77);
    }
}
