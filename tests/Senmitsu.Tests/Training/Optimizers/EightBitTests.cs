using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Optimizers.EightBit;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Training.Optimizers;

public sealed class EightBitTests
{
    [Fact]
    public void DynamicMap_HoldsThePublishedValues()
    {
        // Seven decades; the highest is divided into 64 parts with a sign and into 128 without, the lowest into 1 and 2.
        Assert.Equal(256, DynamicMap.Signed.Distinct().Count());
        Assert.Equal(256, DynamicMap.Unsigned.Distinct().Count());
        Assert.Equal(DynamicMap.Signed.Order(), DynamicMap.Signed);
        Assert.Equal((-0.99296875f, 1f, 0.99296875f), (DynamicMap.Signed[0], DynamicMap.Signed[255], DynamicMap.Signed[254]));
        Assert.Equal((0f, 0.99648437f, 1f), (DynamicMap.Unsigned[0], DynamicMap.Unsigned[254], DynamicMap.Unsigned[255]));
        Assert.Equal(0.55e-6f, DynamicMap.Signed[128], 1e-12f);
        Assert.Equal(0.325e-6f, DynamicMap.Unsigned[1], 1e-12f);
        Assert.Equal(127, DynamicMap.Signed.Count(value => value < 0));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Moment_WrittenAndRead_IsTheNearestValueOfItsBlock(bool isSigned, bool isInMemory)
    {
        using var scope = NewDisposeScope();
        using var groups = new TrialGroups(TrialGroups.LargeShapes);
        var group = groups.All[1]; // 10×777 elements: the last block is partly filled, and a small tensor follows
        var layout = new EightBitLayout(group);
        using var state = new OptimizerState();
        using var moment = new EightBitMoment("m", isSigned, layout, CPU, state, isInMemory);
        using var generator = new Generator(3, CPU);
        var map = isSigned ? DynamicMap.Signed : DynamicMap.Unsigned;
        foreach (var run in layout.Runs)
        {
            var values = randn(run.Length, generator: generator).pow(3);
            if (!isSigned) values = values.abs();
            values[5].fill_(0);
            moment.Read(run).copy_(values);
            moment.Write(run, values);
            float[] expected = values.data<float>().ToArray(), actual = moment.Read(run).data<float>().ToArray();
            if (!run.IsQuantized)
            {
                Assert.Equal(expected, actual);
                continue;
            }

            for (var i = 0; i < expected.Length; i++)
            {
                var scale = expected.Skip(i / 256 * 256).Take(256).Max(Math.Abs);
                var nearest = map.Min(value => Math.Abs(value * scale - expected[i]));
                // A small negative value becomes the smallest negative one, not 0, to keep its sign.
                if (expected[i] < 0) nearest = map.Where(value => value < 0).Min(value => Math.Abs(value * scale - expected[i]));
                Assert.Equal(nearest, Math.Abs(actual[i] - expected[i]), scale * 1e-6f);
                Assert.Equal(Math.Sign(expected[i]), expected[i] == 0 || actual[i] == 0 ? Math.Sign(expected[i]) : Math.Sign(actual[i]));
            }

            Assert.Equal(0, actual[5]);
        }
    }

    [Fact]
    public void Layout_CrossesNoTensorWithinABlock()
    {
        using var groups = new TrialGroups(TrialGroups.LargeShapes);
        foreach (var group in groups.All)
        {
            var layout = new EightBitLayout(group);
            Assert.Equal(group.Values.NumberOfElements, layout.Runs.Sum(run => run.Length));
            Assert.Equal(layout.Blocks, layout.Runs.Sum(run => run.Blocks));
            foreach (var slice in group.Slices)
            {
                var run = layout.Runs.Single(candidate => candidate.Start <= slice.Start && slice.Start + slice.Length <= candidate.Start + candidate.Length);
                Assert.Equal(slice.Length >= 4096, run.IsQuantized);
                if (run.IsQuantized) Assert.Equal(0, (slice.Start - run.Start) % 256);
            }
        }
    }

    [Fact]
    public void AdamW8bit_StoresOneByteAnElementAndAScaleABlock()
    {
        using var scope = NewDisposeScope();
        using var groups = new TrialGroups([[[64, 768], [768, 64]]]);
        using var optimizer = new AdamW8bit(groups.All, new AdamWSettings());
        var bytes = optimizer.SaveState().Values.Sum(tensor => tensor.NumberOfElements * tensor.ElementSize);
        long elements = 2 * 64 * 768;
        Assert.Equal(2 * (elements + elements / 256 * 4) + sizeof(long), bytes);
    }

    [Theory]
    [InlineData("AdamW8bit", "AdamW", 0.02)]
    [InlineData("Lion8bit", "Lion", 0.05)]
    public void Update_OfLargeTensors_StaysCloseToFloat32(string name, string full, double share)
    {
        using var scope = NewDisposeScope();
        using var compact = new TrialGroups(TrialGroups.LargeShapes);
        using var exact = new TrialGroups(TrialGroups.LargeShapes);
        var start = exact.Values();
        using var compactOptimizer = OptimizerCatalog.Find(name)!.Create(compact.All, OptimizerCatalog.Find(name)!.Defaults);
        using var exactOptimizer = OptimizerCatalog.Find(full)!.Create(exact.All, OptimizerCatalog.Find(full)!.Defaults);
        compact.SetRates(0.001, 0.001);
        exact.SetRates(0.001, 0.001);
        for (var update = 0; update < 30; update++)
        {
            compact.SetGradients(update);
            exact.SetGradients(update);
            compactOptimizer.Update();
            exactOptimizer.Update();
        }

        float[] a = compact.Values(), b = exact.Values();
        var difference = Math.Sqrt(a.Zip(b, (x, y) => Math.Pow(x - y, 2)).Sum());
        var travelled = Math.Sqrt(b.Zip(start, (x, y) => Math.Pow(x - y, 2)).Sum());
        Assert.True(difference < share * travelled, $"{name} is {difference / travelled:P1} of the way from {full}");
        Assert.NotEqual(a, b);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Encode_OfEveryKindOfNumber_EqualsASearchAmongTheBorders(bool isSigned)
    {
        var quantizer = isSigned ? BlockQuantizer.Signed : BlockQuantizer.Unsigned;
        float[] borders = quantizer.Borders.ToArray();
        float[] values = [.. borders, .. borders.Select(MathF.BitIncrement), .. borders.Select(MathF.BitDecrement), .. quantizer.Map, 0, -0f, float.Epsilon, -float.Epsilon, 1e-30f, 0.5f];
        foreach (var block in values.Chunk(255))
        {
            float[] scaled = [.. block, 1]; // the largest magnitude of the block, so that values stay what they are
            var codes = new byte[scaled.Length];
            var scales = new float[1];
            quantizer.Encode(scaled, codes, scales);
            Assert.Equal(1, scales[0]);
            Assert.Equal(scaled.Select(value => (byte)borders.Count(border => border <= value)), codes);
        }
    }
}
