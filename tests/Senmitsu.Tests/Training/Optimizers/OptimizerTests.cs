using Senmitsu.Tests.Testing;
using Senmitsu.Training;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Optimizers.Adaptive;
using Senmitsu.Training.Optimizers.EightBit;
using Senmitsu.Training.Optimizers.ScheduleFree;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Training.Optimizers;

/// <summary>The contract of every optimizer of the catalog, and its numbers against the published update in float64.</summary>
public sealed class OptimizerTests
{
    private const int Updates = 8;

    // float32 against float64; sums of d lose more, because start − value cancels.
    private const double Tolerance = 2e-6;
    private const double EstimatedTolerance = 2e-5;

    /// <summary>Every name of the catalog.</summary>
    public static TheoryData<string> Names => [.. OptimizerCatalog.All.Select(entry => entry.Name)];

    /// <summary>Names with constants: the defaults first, then every option in use.</summary>
    public static TheoryData<string, OptimizerConstants> Variants
    {
        get
        {
            var variants = new TheoryData<string, OptimizerConstants>();
            foreach (var entry in OptimizerCatalog.All.Where(entry => !entry.EstimatesStepSize)) variants.Add(entry.Name, entry.Defaults);
            variants.Add("AdamW", new AdamWSettings { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-4, WeightDecay = 0.5 });
            variants.Add("bitsandbytes.optim.AdEMAMix8bit", new AdEmaMixSettings { Beta1 = 0.8, Beta2 = 0.95, Beta3 = 0.99, Mix = 3, MixWarmup = 6, Beta3Warmup = 5, Epsilon = 1e-4, WeightDecay = 0.5 });
            variants.Add("Lion", new LionSettings { Beta1 = 0.7, Beta2 = 0.8, WeightDecay = 0.5 });
            variants.Add("SGDNesterov", new SgdSettings { Momentum = 0.5, WeightDecay = 0.3 });
            variants.Add("Adafactor", new AdafactorSettings { WarmsUp = true, ClipThreshold = 0.5, WeightDecay = 0.1 });
            variants.Add("Adafactor", new AdafactorSettings { UsesRelativeStep = false, ScalesByParameter = false, Beta1 = 0.9, DecayRate = -0.5, SquareEpsilon = 1e-8 });
            variants.Add("Prodigy", new ProdigySettings { InitialStepSize = 1e-2 });
            variants.Add("Prodigy", new ProdigySettings { InitialStepSize = 1e-2, Beta3 = 0.9, WeightDecay = 0.2, IsDecoupled = false, CorrectsBias = true, SafeguardsWarmup = true, StepSizeFactor = 2 });
            variants.Add("Prodigy", new ProdigySettings { InitialStepSize = 1e-2, WeightDecay = 0.2, GrowthRate = 1.1, SlicePeriod = 4 });
            foreach (var name in new[] { "DAdaptation", "DAdaptAdamPreprint", "DAdaptAdam" })
            {
                variants.Add(name, new DAdaptationSettings { InitialStepSize = 1e-2 });
                variants.Add(name, new DAdaptationSettings { InitialStepSize = 1e-2, Beta2 = 0.9, WeightDecay = 0.2, GrowthRate = 1.5 });
                variants.Add(name, new DAdaptationSettings { InitialStepSize = 1e-2, WeightDecay = 0.2, IsDecoupled = true, CorrectsBias = true });
            }

            variants.Add("DAdaptAdan", new DAdaptAdanSettings { InitialStepSize = 1e-2 });
            variants.Add("DAdaptAdan", new DAdaptAdanSettings { InitialStepSize = 1e-2, Beta3 = 0.9, WeightDecay = 0.2, DecaysBefore = true, GrowthRate = 1.5 });
            variants.Add("DAdaptAdanIP", new DAdaptAdanSettings { InitialStepSize = 1e-2 });
            variants.Add("DAdaptAdanIP", new DAdaptAdanSettings { InitialStepSize = 1e-2, Beta3 = 0.9, WeightDecay = 0.2, DecaysBefore = true, GrowthRate = 1.5 });
            variants.Add("DAdaptAdaGrad", new DAdaptAdaGradSettings { InitialStepSize = 1e-2 });
            variants.Add("DAdaptAdaGrad", new DAdaptAdaGradSettings { InitialStepSize = 1e-2, Momentum = 0.7, Epsilon = 1e-3, WeightDecay = 0.2, GrowthRate = 1.5 });
            variants.Add("DAdaptSGD", new DAdaptSgdSettings { InitialStepSize = 1e-2 });
            variants.Add("DAdaptSGD", new DAdaptSgdSettings { InitialStepSize = 1e-2, Momentum = 0.7, WeightDecay = 0.2, GrowthRate = 1.5 });
            variants.Add("pytorch_optimizer.CAME", new CameSettings { Beta1 = 0.8, Beta2 = 0.9, Beta3 = 0.95, WeightDecay = 0.1, ClipThreshold = 0.5, SquareEpsilon = 1e-8, InstabilityEpsilon = 1e-6 });
            variants.Add("DAdaptLion", new DAdaptLionSettings { InitialStepSize = 1e-2, WeightDecay = 0.2 });
            variants.Add("AdamWScheduleFree", new ScheduleFreeSettings { Beta1 = 0.8, WeightDecay = 0.2, WarmupSteps = 5, AveragePower = 1, RatePower = 1 });
            variants.Add("RAdamScheduleFree", new RAdamScheduleFreeSettings { Beta1 = 0.95, WeightDecay = 0.2, WaitsForVariance = false });
            variants.Add("SGDScheduleFree", new SgdScheduleFreeSettings { Momentum = 0.7, WeightDecay = 0.2, WarmupSteps = 3, AveragePower = 2 });
            return variants;
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Update_OverSeveralSteps_EqualsThePublishedUpdate(string name, OptimizerConstants constants)
    {
        using var groups = new TrialGroups(TrialGroups.SmallShapes);
        using var optimizer = Create(name, constants, groups);
        var reference = new ReferenceOptimizer(name, constants);
        var expected = groups.ToReference();
        var start = groups.Values();
        for (var update = 0; update < Updates; update++)
        {
            Prepare(groups, name, update);
            groups.CopyTo(expected);
            reference.Update(expected);
            optimizer.Update();
            AssertClose(expected.SelectMany(tensor => tensor.Values), groups.Values(), Entry(name).EstimatesStepSize ? EstimatedTolerance : Tolerance, $"{name} after update {update + 1}");
        }

        Assert.True(start.Zip(groups.Values()).Average(pair => Math.Abs(pair.First - pair.Second)) > 1e-6, $"{name} moved nothing");
    }

    /// <summary><c>full_bf16</c>: weights and gradients stay in bfloat16, and so do the means of the optimizers that torch keeps in the weights' type.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Update_OfBfloat16Weights_MovesThemInBfloat16(string name)
    {
        using var scope = NewDisposeScope();
        using var groups = new TrialGroups(TrialGroups.LargeShapes, ScalarType.BFloat16);
        using var optimizer = Create(name, Entry(name).Defaults, groups);
        var start = groups.All.Select(group => group.Values.clone()).ToList();
        for (var update = 0; update < Updates; update++)
        {
            Prepare(groups, name, update);
            optimizer.Update();
        }

        foreach (var (group, before) in groups.All.Zip(start))
        {
            Assert.Equal(ScalarType.BFloat16, group.Values.dtype);
            Assert.True(group.Values.isfinite().all().item<bool>(), name);
            if (!Entry(name).EstimatesStepSize) Assert.True(group.Values.ne(before).any().item<bool>(), $"{name} moved nothing");
        }

        if (name is "AdamW" or "Lion" or "SGDNesterov") Assert.All(optimizer.SaveState().Values.Where(kept => kept.dim() > 0), kept => Assert.Equal(ScalarType.BFloat16, kept.dtype));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LoadState_OfASavedState_ContinuesToTheBit(string name)
    {
        using var scope = NewDisposeScope();
        using var uninterrupted = new TrialGroups(TrialGroups.LargeShapes);
        using var optimizer = Create(name, Entry(name).Defaults, uninterrupted);
        for (var update = 0; update < Updates / 2; update++) Step(optimizer, uninterrupted, name, update);

        var state = optimizer.SaveState();
        using var resumed = new TrialGroups(TrialGroups.LargeShapes);
        using var restored = Create(name, Entry(name).Defaults, resumed);
        resumed.SetValues(uninterrupted.Values());
        restored.LoadState(state);
        for (var update = Updates / 2; update < Updates; update++)
        {
            Step(optimizer, uninterrupted, name, update);
            Step(restored, resumed, name, update);
        }

        Assert.Equal(uninterrupted.Values(), resumed.Values());
        Assert.Equal(optimizer.EstimatedStepSize, restored.EstimatedStepSize);
        var last = optimizer.SaveState();
        Assert.All(restored.SaveState(), pair => Assert.True(pair.Value.equal(last[pair.Key]).all().item<bool>(), pair.Key));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LoadState_OfAnotherState_IsRefusedAndChangesNothing(string name)
    {
        using var scope = NewDisposeScope();
        using var groups = new TrialGroups(TrialGroups.SmallShapes);
        using var optimizer = Create(name, Entry(name).Defaults, groups);
        Step(optimizer, groups, name, 1);
        var before = optimizer.SaveState();
        var wrong = before.ToDictionary(pair => pair.Key, pair => ones_like(pair.Value));
        var (missing, misshapen) = (before.Keys.First(), before.Keys.Skip(1).First());
        wrong.Remove(missing);
        wrong[misshapen] = zeros(3, 5);
        wrong["stray"] = zeros(1);

        var message = Assert.Throws<TrainingStateException>(() => optimizer.LoadState(wrong)).Message;
        Assert.Contains($"'{missing}' is missing", message, StringComparison.Ordinal);
        Assert.Contains($"'{misshapen}' is Float32 [3, 5], expected", message, StringComparison.Ordinal);
        Assert.Contains("'stray' is unknown", message, StringComparison.Ordinal);
        Assert.All(optimizer.SaveState(), pair => Assert.True(pair.Value.equal(before[pair.Key]).all().item<bool>(), pair.Key));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Update_OverManySteps_LeavesNoTensor(string name)
    {
        using var groups = new TrialGroups(TrialGroups.LargeShapes);
        TensorLeaks.AssertNone(() =>
        {
            using var optimizer = Create(name, Entry(name).Defaults, groups);
            for (var update = 0; update < 3; update++) Step(optimizer, groups, name, update);
            optimizer.EnterEvaluation();
            optimizer.LeaveEvaluation();
            var state = optimizer.SaveState();
            optimizer.LoadState(state);
            foreach (var saved in state.Values) saved.Dispose();
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluation_EnteredAndLeft_GivesTheTrainedWeightsBackToTheBit(string name)
    {
        using var groups = new TrialGroups(TrialGroups.SmallShapes);
        using var optimizer = Create(name, Entry(name).Defaults, groups);
        for (var update = 0; update < Updates; update++) Step(optimizer, groups, name, update);
        var trained = groups.Values();
        optimizer.EnterEvaluation();
        optimizer.EnterEvaluation();
        var evaluated = groups.Values();
        if (Entry(name).IsScheduleFree) Assert.Throws<InvalidOperationException>(optimizer.Update);
        optimizer.LeaveEvaluation();
        optimizer.LeaveEvaluation();
        Assert.Equal(trained, groups.Values());
        Assert.Equal(Entry(name).IsScheduleFree, !trained.SequenceEqual(evaluated));
    }

    [Fact]
    public void Evaluation_OfScheduleFree_HoldsTheAverage()
    {
        var constants = new ScheduleFreeSettings();
        using var groups = new TrialGroups(TrialGroups.SmallShapes);
        using var optimizer = Create("AdamWScheduleFree", constants, groups);
        var reference = new ReferenceOptimizer("AdamWScheduleFree", constants);
        var expected = groups.ToReference();
        for (var update = 0; update < Updates; update++)
        {
            Prepare(groups, "AdamWScheduleFree", update);
            groups.CopyTo(expected);
            reference.Update(expected);
            optimizer.Update();
        }

        optimizer.EnterEvaluation();
        AssertClose(expected.SelectMany(tensor => ReferenceOptimizer.Average(tensor, constants.Beta1)), groups.Values(), 1e-5, "average");
        Assert.Equal(expected[0].Memory("x")[0], ReferenceOptimizer.Average(expected[0], constants.Beta1)[0], 1e-12);
    }

    [Fact]
    public void Update_WithDifferentRatesAndOneStepSize_IsRefused()
    {
        using var groups = new TrialGroups(TrialGroups.SmallShapes);
        using var optimizer = Create("Prodigy", new ProdigySettings(), groups);
        groups.SetRates(1, 0.5);
        Assert.Contains("learning rates differ", Assert.Throws<InvalidOperationException>(optimizer.Update).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Update_OfAdafactorWithRelativeSteps_SaysItsRate()
    {
        using var groups = new TrialGroups(TrialGroups.SmallShapes);
        using var optimizer = Create("Adafactor", new AdafactorSettings(), groups);
        using var first = groups.All[0].Values.narrow(0, 0, 30);
        var rms = Math.Sqrt(first.data<float>().ToArray().Average(value => (double)value * value));
        Step(optimizer, groups, "Adafactor", 1);
        Assert.Equal(0.01 * rms, groups.All[0].LearningRate, 1e-8);
    }

    [Fact]
    public void Prodigy_OnAQuadraticFromATinyGuess_FindsAUsefulStepSize()
    {
        using var groups = new TrialGroups(TrialGroups.SmallShapes);
        using var optimizer = Create("Prodigy", new ProdigySettings(), groups);
        groups.SetRates(1, 1);
        var start = groups.Values().Max(Math.Abs);
        for (var update = 0; update < 400; update++)
        {
            using var scope = NewDisposeScope();
            foreach (var group in groups.All) group.Gradients.copy_(group.Values);
            optimizer.Update();
        }

        Assert.InRange(optimizer.EstimatedStepSize!.Value, 1e-3, 10);
        Assert.True(groups.Values().Max(Math.Abs) < 0.2 * start, "the weights did not approach the minimum");
    }

    private static OptimizerEntry Entry(string name) => OptimizerCatalog.Find(name)!;

    private static IOptimizer Create(string name, OptimizerConstants constants, TrialGroups groups) => Entry(name).Create(groups.All, constants);

    private static void Step(IOptimizer optimizer, TrialGroups groups, string name, int update)
    {
        Prepare(groups, name, update);
        optimizer.Update();
    }

    /// <summary>Rates with a warm-up that starts at 0; alike where one step size is estimated.</summary>
    private static void Prepare(TrialGroups groups, string name, int update)
    {
        var factor = Math.Min(1, update / 2.0);
        groups.SetGradients(update);
        if (Entry(name).EstimatesStepSize) groups.SetRates(factor, factor);
        else groups.SetRates(0.01 * factor, 0.02 * factor);
    }

    private static void AssertClose(IEnumerable<double> expected, float[] actual, double tolerance, string what)
    {
        var worst = expected.Zip(actual, (e, a) => Math.Abs(e - a) / (1 + Math.Abs(e))).Max();
        Assert.True(worst <= tolerance, $"{what}: worst difference {worst:G3}, allowed {tolerance:G3}");
    }
}
