using Senmitsu.Models.Layers;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Layers;

/// <summary>Convolutions and their gradients against float64, while freed memory is full of NaN.</summary>
public sealed class ConvolutionTests
{
    /// <summary>in → out: the ends of autoencoder and UNet, a LoCon of rank 4, and one whose channels fill every block.</summary>
    public static TheoryData<int, int, int, int> Sizes => new()
    {
        { 64, 3, 3, 32 }, { 128, 8, 3, 8 }, { 320, 4, 3, 16 }, { 4, 128, 3, 8 }, { 3, 64, 3, 32 }, { 64, 24, 3, 16 }, { 64, 4, 1, 16 }, { 64, 64, 3, 16 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Apply_InEveryLayoutAndType_GivesTheRightGradients(int inputs, int outputs, int kernel, int side)
    {
        foreach (var isChannelsLast in (bool[])[false, true])
        {
            foreach (var (type, tolerance) in ((ScalarType, double)[])[(ScalarType.Float32, 1e-4), (ScalarType.BFloat16, 1e-2)])
            {
                for (var round = 0; round < 4; round++)
                {
                    using var scope = NewDisposeScope();
                    var differences = Differences(Inputs(inputs, outputs, kernel, side, round), type, isChannelsLast);
                    Assert.All(differences, pair => Assert.True(pair.Difference < tolerance, $"{pair.Name} of {inputs}→{outputs} in {type}, channels last {isChannelsLast}: relative difference {pair.Difference:E1}"));
                }
            }
        }
    }

    private static Tensor[] Inputs(int inputs, int outputs, int kernel, int side, int seed)
    {
        using var generator = new Generator((ulong)seed, CPU);
        Tensor Draw(params long[] shape) => randn(shape, generator: generator).to(ScalarType.BFloat16).to(ScalarType.Float64);
        return [Draw(8, inputs, side, side), Draw(outputs, inputs, kernel, kernel), Draw(8, outputs, side, side)];
    }

    private static List<(string Name, double Difference)> Differences(Tensor[] drawn, ScalarType type, bool isChannelsLast)
    {
        var padding = drawn[1].shape[2] / 2;
        (Tensor, Tensor, Tensor) Run(Func<Tensor, Tensor> lay, Func<Tensor, Tensor, Tensor> convolve)
        {
            var (x, weight) = (lay(drawn[0]).detach().requires_grad_(true), lay(drawn[1]).detach().requires_grad_(true));
            SpoilFreedMemory();
            var y = convolve(x, weight);
            SpoilFreedMemory();
            y.backward([lay(drawn[2])]);
            return (y.detach(), x.grad!, weight.grad!);
        }

        var right = Run(x => x.clone(), (x, weight) => nn.functional.conv2d(x, weight, null, [1, 1], [padding, padding]));
        var found = Run(x => isChannelsLast ? MemoryFormat.ChannelsLast(x.to(type)) : x.to(type).contiguous(), (x, weight) => Convolution.Apply(x, weight, null, [1, 1], [padding, padding]));
        return [("output", Relative(found.Item1, right.Item1)), ("dx", Relative(found.Item2, right.Item2)), ("dw", Relative(found.Item3, right.Item3))];
    }

    private static double Relative(Tensor found, Tensor right)
    {
        var difference = found.to(ScalarType.Float64).sub(right).norm().item<double>() / right.norm().item<double>();
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }

    /// <summary>What an allocation gets next holds NaN.</summary>
    private static void SpoilFreedMemory()
    {
        var spoiled = Enumerable.Range(12, 9).Select(bits => full([1L << bits], float.NaN)).ToList();
        foreach (var tensor in spoiled) tensor.Dispose();
    }
}
