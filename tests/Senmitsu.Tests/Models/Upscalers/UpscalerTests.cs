using System.Runtime.InteropServices;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Models;
using Senmitsu.Models.Upscalers;
using Senmitsu.Tests.Formats.Pickle;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Upscalers;

/// <summary>Tiny networks of random weights in every published layout against plain loops in double precision.</summary>
public sealed class UpscalerTests : IDisposable
{
    private const int Features = 4, Growth = 2, Blocks = 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("real", 1, 2, false)]
    [InlineData("real", 2, 2, false)] // R-ESRGAN 2x+
    [InlineData("new", 1, 2, false)]
    [InlineData("old", 1, 2, false)]
    [InlineData("old", 1, 1, true)] // ESRGAN+ 2x
    [InlineData("old", 1, 3, false)]
    public void Forward_OfDenseBlocks_EqualsPlainLoops(string layout, int folding, int doublings, bool hasPointwise)
    {
        var weights = RrdbWeights(folding, doublings, hasPointwise);
        using var network = UpscalerLoader.Load(Saved(layout, weights, doublings), ScalarType.Float32, CPU);
        Assert.Equal((1 << doublings) / folding, network.Scale);
        Check(network, 6, 4, input => Rrdb(input, weights, folding, doublings));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Forward_OfCompactNetwork_EqualsPlainLoops(int scale)
    {
        var weights = new Dictionary<string, (long[] Shape, float[] Values)>();
        Random(weights, "body.0.weight", Features, 3, 3, 3);
        Random(weights, "body.0.bias", Features);
        Random(weights, "body.1.weight", Features);
        Random(weights, "body.2.weight", Features, Features, 3, 3);
        Random(weights, "body.2.bias", Features);
        Random(weights, "body.3.weight", Features);
        Random(weights, "body.4.weight", 3 * scale * scale, Features, 3, 3);
        Random(weights, "body.4.bias", 3 * scale * scale);
        using var network = UpscalerLoader.Load(Saved("real", weights, 0), ScalarType.Float32, CPU);
        Assert.Equal(scale, network.Scale);
        Check(network, 5, 7, input =>
        {
            var x = input;
            for (var i = 0; i < 4; i += 2)
            {
                var slopes = weights[$"body.{i + 1}.weight"].Values;
                var convolved = Convolve(x, weights, $"body.{i}");
                x = PlainConvolution.Create(Features, convolved.Height, convolved.Width, (c, row, column) => convolved[c, row, column] is var v && v < 0 ? v * slopes[c] : v);
            }

            return Convolve(x, weights, "body.4").Unfolded(scale).Plus(input.Repeated(scale));
        });
    }

    [Fact]
    public void Forward_OfOddSides_FillsUpByReflectionAndCutsOff()
    {
        var weights = RrdbWeights(2, 2, false);
        using var network = UpscalerLoader.Load(Saved("real", weights, 2), ScalarType.Float32, CPU);
        using var scope = NewDisposeScope();
        Assert.Equal([1, 3, 10, 14], network.Forward(rand(1, 3, 5, 7)).shape);
    }

    [Fact]
    public void Load_OfPickle_GivesTheSame()
    {
        using var scope = NewDisposeScope();
        var weights = RrdbWeights(1, 2, false);
        using var expected = UpscalerLoader.Load(Saved("real", weights, 2), ScalarType.Float32, CPU);
        var path = _folder.File("x4.pth");
        var writer = new PickleWriter();
        writer.Dictionary(() => writer.Text("params_ema").Dictionary(() =>
        {
            foreach (var (key, (shape, values)) in weights) writer.Text(key).Tensor(TensorDataType.Float32, "FloatStorage", MemoryMarshal.AsBytes<float>(values).ToArray(), shape);
        }));
        File.WriteAllBytes(path, writer.Zip());
        using var network = UpscalerLoader.Load(path, ScalarType.Float32, CPU);
        var pixels = rand(1, 3, 4, 4);
        Assert.True(expected.Forward(pixels).eq(network.Forward(pixels)).all().item<bool>());
    }

    [Theory]
    [InlineData("conv_body.weight", true, "missing (1): conv_body.weight")]
    [InlineData("conv_body.weight", false, "the network wants [4, 4, 3, 3]")]
    [InlineData("conv_first.weight", true, "no upscaler that is known")]
    public void Load_OfDamagedFile_SaysWhat(string key, bool isGone, string message)
    {
        var weights = RrdbWeights(1, 2, false);
        weights.Remove(key);
        if (!isGone) Random(weights, key, 2, 2, 3, 3);
        var path = Saved("real", weights, 2);
        TensorLeaks.AssertNone(() => Assert.Contains(message, Assert.Throws<ModelMismatchException>(() => UpscalerLoader.Load(path, ScalarType.Float32, CPU)).Message, StringComparison.Ordinal));
    }

    private static void Check(IUpscaler network, int height, int width, Func<PlainConvolution, PlainConvolution> reference)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var pixels = rand([1, 3, height, width], generator: new Generator(9, CPU));
        var expected = reference(new PlainConvolution(3, height, width, [.. pixels.data<float>().ToArray().Select(v => (double)v)]));
        var actual = network.Forward(pixels);
        Assert.Equal([1, 3, expected.Height, expected.Width], actual.shape);
        GoldenTensors.AssertClose("upscaled", [.. expected.Values.Select(v => (float)v)], [.. actual.data<float>()], 1e-5, 1e-5);
    }

    private static PlainConvolution Rrdb(PlainConvolution input, Dictionary<string, (long[] Shape, float[] Values)> weights, int folding, int doublings)
    {
        static double Leaky(double v) => v < 0 ? 0.2 * v : v;
        var first = Convolve(input.Folded(folding), weights, "conv_first");
        var x = first;
        for (var i = 0; i < Blocks; i++)
        {
            var before = x;
            for (var r = 1; r <= 3; r++)
            {
                var path = $"body.{i}.rdb{r}";
                var pointwise = weights.ContainsKey($"{path}.conv1x1.weight");
                PlainConvolution Next(int number, params PlainConvolution[] seen) => Convolve(x.Beside(seen), weights, $"{path}.conv{number}");
                var x1 = Next(1).Map(Leaky);
                var x2 = Next(2, x1).Map(Leaky);
                if (pointwise) x2 = x2.Plus(x.Convolve(weights[$"{path}.conv1x1.weight"].Values, null, Growth, 1));
                var x3 = Next(3, x1, x2).Map(Leaky);
                var x4 = Next(4, x1, x2, x3).Map(Leaky);
                if (pointwise) x4 = x4.Plus(x2);
                x = x.Plus(Next(5, x1, x2, x3, x4), 0.2);
            }

            x = before.Plus(x, 0.2);
        }

        x = first.Plus(Convolve(x, weights, "conv_body"));
        for (var i = 1; i <= doublings; i++) x = Convolve(x.Repeated(2), weights, $"conv_up{i}").Map(Leaky);
        return Convolve(Convolve(x, weights, "conv_hr").Map(Leaky), weights, "conv_last");
    }

    private static PlainConvolution Convolve(PlainConvolution x, Dictionary<string, (long[] Shape, float[] Values)> weights, string path) =>
        x.Convolve(weights[$"{path}.weight"].Values, weights[$"{path}.bias"].Values, (int)weights[$"{path}.weight"].Shape[0], 3);

    private static Dictionary<string, (long[] Shape, float[] Values)> RrdbWeights(int folding, int doublings, bool hasPointwise)
    {
        var weights = new Dictionary<string, (long[] Shape, float[] Values)>();
        void Layer(string path, int inputs, int outputs)
        {
            Random(weights, $"{path}.weight", outputs, inputs, 3, 3);
            Random(weights, $"{path}.bias", outputs);
        }

        Layer("conv_first", 3 * folding * folding, Features);
        for (var i = 0; i < Blocks; i++)
        {
            for (var r = 1; r <= 3; r++)
            {
                for (var c = 1; c <= 5; c++) Layer($"body.{i}.rdb{r}.conv{c}", Features + (c - 1) * Growth, c == 5 ? Features : Growth);
                if (hasPointwise) Random(weights, $"body.{i}.rdb{r}.conv1x1.weight", Growth, Features, 1, 1);
            }
        }

        Layer("conv_body", Features, Features);
        for (var i = 1; i <= doublings; i++) Layer($"conv_up{i}", Features, Features);
        Layer("conv_hr", Features, Features);
        Layer("conv_last", Features, 3);
        return weights;
    }

    private static void Random(Dictionary<string, (long[] Shape, float[] Values)> weights, string key, params long[] shape)
    {
        var random = new Random(weights.Count);
        var fanIn = shape.Skip(1).Aggregate(1L, (a, b) => a * b);
        weights[key] = (shape, [.. Enumerable.Range(0, (int)(shape[0] * fanIn)).Select(_ => (float)((random.NextDouble() - 0.5) * 3 / Math.Sqrt(fanIn)))]);
    }

    private string Saved(string layout, Dictionary<string, (long[] Shape, float[] Values)> weights, int doublings)
    {
        var path = _folder.File($"{layout}.safetensors");
        SafetensorsWriter.Write(path, [.. weights.Select(pair => new TensorData(Name(layout, pair.Key, doublings), TensorDataType.Float32, pair.Value.Shape, MemoryMarshal.AsBytes<float>(pair.Value.Values).ToArray()))], null);
        return path;
    }

    /// <summary>A key of Real-ESRGAN in another layout. In the old one the layers after the trunk are numbered 3, 6, … with the doublings counted in.</summary>
    private static string Name(string layout, string key, int doublings)
    {
        if (layout == "real") return key;
        if (layout == "new")
        {
            return key.Replace("body.", "RRDB_trunk.", StringComparison.Ordinal).Replace("conv_RRDB_trunk", "trunk_conv", StringComparison.Ordinal).Replace(".rdb", ".RDB", StringComparison.Ordinal)
                .Replace("conv_up", "upconv", StringComparison.Ordinal).Replace("conv_hr", "HRconv", StringComparison.Ordinal);
        }

        var parts = key.Split('.');
        if (parts[0] == "body") return $"model.1.sub.{parts[1]}.{parts[2].ToUpperInvariant()}.{parts[3]}{(parts[3] == "conv1x1" ? "" : ".0")}.{parts[4]}";
        var number = parts[0] switch
        {
            "conv_first" => 0,
            "conv_hr" => 3 * doublings + 2,
            "conv_last" => 3 * doublings + 4,
            _ => parts[0].StartsWith("conv_up", StringComparison.Ordinal) ? 3 * (parts[0][^1] - '0') : -1,
        };
        return number < 0 ? $"model.1.sub.{Blocks}.{parts[1]}" : $"model.{number}.{parts[1]}";
    }
}
