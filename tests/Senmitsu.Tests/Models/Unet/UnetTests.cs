using System.Globalization;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Unet;

[Trait("Category", Golden.Trait)]
public sealed class UnetTests
{
    private const double Tolerance = 2e-5;

    [Fact]
    public void Forward_EverySizeAndTimestep_EqualsReference()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var golden = new GoldenTensors("unet.safetensors");
        using var model = TinyModel.Load();
        var compared = 0;
        foreach (var name in golden.Names.Where(name => name.Contains(".out_t", StringComparison.Ordinal)))
        {
            // "sq.out_t333.25", "long.out_t500" (its picture is sq.x)
            var size = name[..name.IndexOf('.', StringComparison.Ordinal)];
            var timestep = float.Parse(name[(name.IndexOf("out_t", StringComparison.Ordinal) + 5)..], CultureInfo.InvariantCulture);
            var x = golden[golden.Has($"{size}.x") ? $"{size}.x" : "sq.x"];
            using var timesteps = full([x.shape[0]], timestep);
            TensorAssert.Close(golden[name], model.Unet.Forward(x, timesteps, golden[$"{size}.context"]), Tolerance, $"unet.{name}");
            compared++;
        }

        Assert.NotEqual(0, compared);
    }

    [Fact]
    public void Forward_EveryStage_EqualsReference()
    {
        const string Prefix = "act.sq.t500.";
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var golden = new GoldenTensors("unet.safetensors");
        using var model = TinyModel.Load();
        var seen = new Dictionary<string, Tensor>();
        model.Unet.Probe.Observer = (stage, output) => seen[stage] = output.clone().DetachFromDisposeScope();
        var x = golden["sq.x"];
        using var timesteps = full([x.shape[0]], 500f);
        model.Unet.Forward(x, timesteps, golden["sq.context"]);

        foreach (var name in golden.Names.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var stage = name[Prefix.Length..];
            Assert.True(seen.TryGetValue(stage, out var output), $"the UNet shows no stage '{stage}'");
            var expected = golden[name];
            TensorAssert.Close(expected, output!, Tolerance, $"unet.{name}");
            output!.Dispose();
        }
    }
}
