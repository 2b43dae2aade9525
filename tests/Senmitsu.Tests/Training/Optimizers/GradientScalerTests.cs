using Senmitsu.Diffusion.Schedules;
using Senmitsu.Models;
using Senmitsu.Models.Lora;
using Senmitsu.Tests.Testing;
using Senmitsu.Training;
using Senmitsu.Training.LearningRates;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Training.Optimizers;

public sealed class GradientScalerTests
{
    private const int MostInARow = 25;

    /// <summary>The loss is divided by this, so that many gradients lie below the least number of float16, 6e-8.</summary>
    private const int SmallLoss = 65536;

    private static readonly LearningRateSchedule Falling = new() { Scheduler = LearningRateScheduler.Linear, TotalSteps = 10 };

    [Fact]
    public void Scale_OverUpdates_IsThatOfTorch()
    {
        var scaler = new GradientScaler();
        Assert.Equal(65536, scaler.Scale);
        scaler.Skip();
        Assert.Equal((32768, 1), (scaler.Scale, scaler.Skipped));
        for (var i = 0; i < 1999; i++) scaler.Advance();
        Assert.Equal(32768, scaler.Scale);
        var resumed = new GradientScaler();
        resumed.Restore(scaler.Save());
        resumed.Advance();
        Assert.Equal((65536, 1), (resumed.Scale, resumed.Skipped));
        scaler.Skip(); // the count towards growth begins again
        for (var i = 0; i < 1999; i++) scaler.Advance();
        Assert.Equal(16384, scaler.Scale);
    }

    [Fact]
    public void Run_OfGradientsThatAreNotFinite_LeavesTheUpdateOutAndTheScheduleWhereItIs()
    {
        using var groups = new TrialGroups(TrialGroups.SmallShapes);
        using var optimizer = new AdamW(groups.All, new AdamWSettings());
        var scaler = new GradientScaler();
        var update = new WeightUpdate(optimizer, Falling, 0, scaler);
        var before = groups.Values();
        SetGradients(groups, double.PositiveInfinity);
        Assert.Null(update.Run(0, []));
        Assert.Equal(before, groups.Values());
        Assert.All(groups.All, group => Assert.Equal(0, group.Gradients.abs().max().item<float>()));
        Assert.Equal((32768.0, 1.0), (update.LossScale, update.Rate(groups.All[0], 1)));

        SetGradients(groups, scaler.Scale);
        Assert.Equal(Math.Sqrt(groups.All.Sum(group => group.Values.NumberOfElements)), update.Run(1, [])!.Value, 1e-4);
        Assert.Equal(0.9, update.Rate(groups.All[0], 2), 1e-12);
        Assert.NotEqual(before, groups.Values());
    }

    [Fact]
    public void Rate_OfARunThatGoesBackBeforeASkippedUpdate_IsThatOfItsStep()
    {
        using var groups = new TrialGroups(TrialGroups.SmallShapes);
        using var optimizer = new AdamW(groups.All, new AdamWSettings());
        var scaler = new GradientScaler();
        scaler.Skip();
        scaler.Skip();
        var update = new WeightUpdate(optimizer, Falling, 0, scaler);
        scaler.GoBackTo(5);
        Assert.Equal(0.7, update.Rate(groups.All[0], 5), 1e-12); // both may lie before
        scaler.GoBackTo(0);
        Assert.Equal(1, update.Rate(groups.All[0], 0), 1e-12);
    }

    [Fact]
    public void Run_OfManySuchGradientsInARow_EndsTheRun()
    {
        using var groups = new TrialGroups(TrialGroups.SmallShapes);
        using var optimizer = new AdamW(groups.All, new AdamWSettings());
        var update = new WeightUpdate(optimizer, Falling, 1, new GradientScaler());
        for (var step = 0; step < MostInARow; step++)
        {
            SetGradients(groups, double.NaN);
            Assert.Null(update.Run(step, []));
        }

        SetGradients(groups, double.NaN);
        Assert.Equal(MostInARow + 1, Assert.Throws<TrainingDivergedException>(() => update.Run(MostInARow, [])).Step);
        Assert.Throws<TrainingDivergedException>(() => new WeightUpdate(optimizer, Falling, 1, null).Run(0, []));
    }

    [Fact]
    public void Run_OfSmallLossesInAFloat16Model_KeepsGradientsThatWouldBeZero()
    {
        using var scope = NewDisposeScope();
        var exact = Gradients(ScalarType.Float32, 1);
        var scaled = Gradients(ScalarType.Float16, 65536) / 65536;
        var plain = Gradients(ScalarType.Float16, 1);
        var (lost, kept) = (Distance(exact, plain), Distance(exact, scaled));
        Assert.True(kept < 0.05 && kept < lost, $"relative distance to the float32 gradient: {kept} with the scale, {lost} without");
    }

    private static double Distance(Tensor exact, Tensor other) => (exact - other).norm().item<float>() / exact.norm().item<float>();

    private static Tensor Gradients(ScalarType computedIn, double scale)
    {
        using var model = StableDiffusionLoader.Load(TinyModel.Path, computedIn, CPU);
        using var generator = new Generator(1, CPU);
        using var network = LoraNetwork.Create(model, new LoraSettings { Rank = 4 }, generator);
        var groups = ParameterGroups.Create(network, model.TextEncoder, new TrainingSettings());
        using var step = new TrainingStep(model, PredictionType.Epsilon, null, 1, trainsTextEncoder: true);
        network.Attach();
        using var drawn = new Generator(2, CPU);
        var inputs = new StepInputs(randn([1, 4, 8, 8], generator: drawn), randn([1, 4, 8, 8], generator: drawn), full([1], 500, ScalarType.Int64), arange(77, ScalarType.Int64).unsqueeze(0));
        step.Run(inputs, SmallLoss, scale);
        var gradients = cat([.. groups.Select(group => group.Gradients.clone())]);
        foreach (var group in groups) group.Dispose();
        return gradients;
    }

    private static void SetGradients(TrialGroups groups, double value)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var group in groups.All) group.Gradients.fill_(value);
    }
}
