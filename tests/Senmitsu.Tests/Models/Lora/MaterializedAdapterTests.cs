using Senmitsu.Models.Lora;
using Senmitsu.Models.Lora.Targets;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Lora;

public sealed class MaterializedAdapterTests
{
    public static TheoryData<LoraSettings> Networks { get; } =
    [
        new LoraSettings { Family = AdapterFamily.Loha, IsDora = true },
        new LoraSettings { Family = AdapterFamily.Loha, UsesTucker = true },
        new LoraSettings { Family = AdapterFamily.Lokr, UsesTucker = true },
        new LoraSettings { Family = AdapterFamily.Loha, UsesScalar = true, IsDora = true },
        new LoraSettings { Family = AdapterFamily.Glora },
        new LoraSettings { Family = AdapterFamily.Ia3 },
        new LoraSettings { Family = AdapterFamily.Oft, Oft = new() { Constraint = 1e-4, IsRescaled = true } },
        new LoraSettings { Family = AdapterFamily.Boft },
        new LoraSettings { UsesTucker = true, IsDora = true, IsDoraByOutput = false },
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void RecomputedDelta_OfEveryFamily_HasTheValuesAndGradientsOfDelta(LoraSettings settings)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Load();
        using var generator = new Generator(1, CPU);
        using var network = LoraNetwork.Create(model, settings with { Targets = TargetPreset.UnetConvolutionBlocksOnly, ConvolutionRank = 4, CoversTextEncoder = false }, generator);
        var adapters = network.Modules.Select(module => module.Layer).OfType<MaterializedAdapter>().ToList();
        Assert.NotEmpty(adapters);
        TensorLeaks.AssertNone(() =>
        {
            foreach (var adapter in adapters)
            {
                using var perAdapter = NewDisposeScope();
                foreach (var tensor in adapter.Trained)
                {
                    using var _ = no_grad();
                    tensor.Value.add_(0.01).requires_grad_(true);
                }

                var expected = adapter.Delta();
                var actual = adapter.RecomputedDelta();
                TensorAssert.Close(expected, actual, 0, adapter.Name);
                var values = adapter.Trained.Select(tensor => tensor.Value).ToList();
                var towards = randn(expected.shape, generator: generator);
                var wanted = autograd.grad([expected], values, [towards]);
                foreach (var (a, b) in wanted.Zip(autograd.grad([actual], values, [towards]))) TensorAssert.Close(a, b, 0, adapter.Name);
            }
        });
    }
}
