using Senmitsu.Models;
using Senmitsu.Models.Lora;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Lora.Families;

/// <summary>The families that are loaded but not trained, against their formulas, inside the weights and restored.</summary>
public sealed class WeightFamiliesTests
{
    private const double Tolerance = 2e-6, Multiplier = 0.7;
    private const string Linear = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q", LinearPath = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q";
    private const string Convolution = "lora_unet_down_blocks_0_resnets_0_conv1", ConvolutionPath = "down_blocks.0.resnets.0.conv1";

    [Fact]
    public void Difference_ChangesWeightAndBias()
    {
        var (diff, bias) = (Values(32, 32, 3, 3), Values(32));
        Check(ConvolutionPath, [($"{Convolution}.diff", diff), ($"{Convolution}.diff_b", bias)], w => w.add(diff.mul(Multiplier)));
    }

    [Fact]
    public void Norm_ChangesScaleAndShift()
    {
        var (scale, shift) = (Values(32), Values(32));
        Check("down_blocks.0.resnets.0.norm1", [("lora_unet_down_blocks_0_resnets_0_norm1.w_norm", scale), ("lora_unet_down_blocks_0_resnets_0_norm1.b_norm", shift)], w => w.add(scale.mul(Multiplier)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ia3_ScalesOutputsOrInputs(bool isOnInput)
    {
        var factors = Values(32);
        Check(
            ConvolutionPath, [($"{Convolution}.weight", factors), ($"{Convolution}.on_input", tensor(isOnInput ? 1f : 0f))],
            w => w.mul(factors.view(isOnInput ? [1, -1, 1, 1] : [-1, 1, 1, 1]).mul(Multiplier).add(1)));
    }

    [Fact]
    public void Glora_AddsBothProducts()
    {
        Tensor a1 = Values(4, 32), a2 = Values(32, 4), b1 = Values(4, 32), b2 = Values(32, 4);
        Check(
            LinearPath, [($"{Linear}.a1.weight", a1), ($"{Linear}.a2.weight", a2), ($"{Linear}.b1.weight", b1), ($"{Linear}.b2.weight", b2), ($"{Linear}.alpha", tensor(2f))],
            w => w.add(w.matmul(a2).matmul(a1).add(b2.matmul(b1)).mul(Multiplier)));
    }

    [Fact]
    public void Load_OfRankZero_IsRefused()
    {
        AssertMisfit([($"{Linear}.a1.weight", zeros(0, 32)), ($"{Linear}.a2.weight", zeros(32, 0)), ($"{Linear}.b1.weight", zeros(0, 32)), ($"{Linear}.b2.weight", zeros(32, 0))]);
        AssertMisfit([($"{Convolution}.lora_down.weight", zeros(0, 32, 1, 1)), ($"{Convolution}.lora_mid.weight", zeros(0, 0, 3, 3)), ($"{Convolution}.lora_up.weight", zeros(32, 0, 1, 1))]);

        static void AssertMisfit(IEnumerable<(string, Tensor)> tensors)
        {
            using var scope = NewDisposeScope();
            using var folder = new TemporaryFolder();
            using var model = TinyModel.Load();
            using var file = LoraFiles.Write(folder, tensors);
            Assert.Throws<ModelMismatchException>(() => LoraNetwork.Load(file, model));
        }
    }

    // Cayley's transform of Q = [[0, b], [−b, 0]] is the rotation [[1 − b², 2b], [−2b, 1 − b²]] / (1 + b²); outputs are multiplied by its transpose.
    [Theory]
    [InlineData("lora_unet_", "oft_blocks", 0)]
    [InlineData("oft_unet_", "oft_blocks", 0)]
    [InlineData("lora_unet_", "oft_blocks", 0.001)]
    public void Oft_RotatesPairsOfOutputs(string prefix, string part, double constraint)
    {
        const double B = 0.3;
        var blocks = zeros(16, 2, 2);
        blocks[.., 0, 1] = B;
        var key = prefix + Linear["lora_unet_".Length..];
        // ‖Q‖ = √(16 · 2 · b²); a constraint shortens it to constraint · outputs.
        var b = constraint == 0 ? B : B * Math.Min(1, constraint * 32 / Math.Sqrt(32 * B * B));
        var (cosine, sine) = ((1 - b * b) / (1 + b * b), 2 * b / (1 + b * b));
        var rescale = Values(32, 1);
        Check(LinearPath, [($"{key}.{part}", blocks), ($"{key}.alpha", tensor((float)constraint)), ($"{key}.rescale", rescale)], w =>
        {
            var pairs = w.view(16, 2, -1);
            var (first, second) = (pairs[.., 0], pairs[.., 1]);
            var rotated = stack([first.mul(cosine).sub(second.mul(sine)), first.mul(sine).add(second.mul(cosine))], 1).view(w.shape).mul(rescale);
            return w.add(rotated.sub(w).mul(Multiplier));
        });
    }

    [Fact]
    public void Oft_OfOldFiles_HoldsTheRotationItself()
    {
        var swap = tensor(new float[] { 0, 1, 1, 0 }).view(1, 2, 2).expand(16, 2, 2).contiguous();
        Check(LinearPath, [($"{Linear}.oft_diag", swap)], w => w.add(w.view(16, 2, -1).flip(1).view(w.shape).sub(w).mul(Multiplier)));
    }

    [Fact]
    public void Boft_OfOneStage_RotatesNeighbours_AndOfMoreKeepsLengths()
    {
        const double B = 0.3;
        var (cosine, sine) = ((1 - B * B) / (1 + B * B), 2 * B / (1 + B * B));
        var blocks = zeros(1, 16, 2, 2);
        blocks[.., .., 0, 1] = B;
        Check(LinearPath, [($"{Linear}.oft_blocks", blocks)], w =>
        {
            var pairs = w.view(16, 2, -1);
            var (first, second) = (pairs[.., 0], pairs[.., 1]);
            var rotated = stack([first.mul(cosine).add(second.mul(sine)), second.mul(cosine).sub(first.mul(sine))], 1).view(w.shape);
            return w.add(rotated.sub(w).mul(Multiplier));
        });

        With([($"{Linear}.oft_blocks", Values(3, 8, 4, 4))], (model, network) =>
        {
            var weight = model.Unet.Adaptable.Single(layer => layer.Path == LinearPath).Weight;
            var before = weight.norm(0, false, 2);
            using var fusion = network.Fuse(1, 1);
            TensorAssert.Close(before, weight.norm(0, false, 2), 1e-5, "lengths of the columns");
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dora_OverLora_SetsMagnitudes(bool isByOutput)
    {
        Tensor down = Values(4, 32, 3, 3), up = Values(32, 4, 1, 1), magnitude = Values(isByOutput ? [32, 1, 1, 1] : [1, 32, 1, 1]).abs();
        Check(
            ConvolutionPath, [($"{Convolution}.lora_down.weight", down), ($"{Convolution}.lora_up.weight", up), ($"{Convolution}.alpha", tensor(2f)), ($"{Convolution}.dora_scale", magnitude)],
            w =>
            {
                var changed = w.add(up.view(32, 4).matmul(down.view(4, -1)).mul(0.5).view(w.shape));
                long[] reduced = isByOutput ? [1, 2, 3] : [0, 2, 3];
                var decomposed = changed.mul(magnitude).div(changed.square().sum(reduced, keepdim: true).sqrt());
                return w.add(decomposed.sub(w).mul(Multiplier));
            },
            tolerance: 1e-5);
    }

    [Fact]
    public void Load_OfAPartThatDoesNotFit_NamesIt()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var model = TinyModel.Load();
        using var file = LoraFiles.Write(folder, [($"{Linear}.diff", zeros(32, 16)), ($"{Convolution}.hada_w1_a", zeros(32, 4))]);
        var error = Assert.Throws<ModelMismatchException>(() => LoraNetwork.Load(file, model));
        Assert.Contains($"'{Linear}' has diff [32, 16], its layer is [32, 32]", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{Convolution}.hada_w1_b", error.Message, StringComparison.Ordinal);
    }

    private static void Check(string path, IReadOnlyList<(string Key, Tensor Value)> tensors, Func<Tensor, Tensor> expected, double tolerance = Tolerance) => With(tensors, (model, network) =>
    {
        var layer = model.Unet.Adaptable.Concat(model.Unet.Norms).Single(layer => layer.Path == path);
        var original = layer.Weight.clone();
        using (network.Fuse(-1, Multiplier)) TensorAssert.Close(expected(original.contiguous()), layer.Weight, tolerance, path);
        Assert.True(original.equal(layer.Weight).all().item<bool>(), $"{path} was not restored");
    });

    private static void With(IReadOnlyList<(string Key, Tensor Value)> tensors, Action<StableDiffusionModel, LoraNetwork> test)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var folder = new TemporaryFolder();
        using var model = TinyModel.Load();
        using var file = LoraFiles.Write(folder, tensors);
        using var network = LoraNetwork.Load(file, model);
        Assert.Empty(network.Unmatched);
        Assert.Single(network.Modules);
        test(model, network);
    }

    private static Tensor Values(params long[] shape)
    {
        using var generator = new Generator((ulong)shape.Sum(), CPU);
        return randn(shape, generator: generator).mul(0.1);
    }
}
