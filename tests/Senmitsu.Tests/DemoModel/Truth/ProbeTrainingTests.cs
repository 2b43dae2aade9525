using Senmitsu.DemoModel.Truth;
using Senmitsu.Tests.Architecture;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.DemoModel.Truth;

public sealed class ProbeTrainingTests
{
    private static readonly ProbeTrainingSettings Small = new() { Steps = 24, People = 4, Scenes = 2 };

    [Fact]
    public void Step_ManyTimes_TellsPeopleApartBetter()
    {
        using var training = new ProbeTraining(Small, ScalarType.Float32);
        List<float> losses = [];
        while (training.Weights.Step < Small.Steps) losses.Add(training.Step());
        Assert.True(losses.TakeLast(6).Average() < 0.9 * losses.Take(3).Average(), string.Join(' ', losses));
    }

    [Fact]
    public void TestAndWrite_ThenOpen_KeepsTheErrorsAndReadsAlike()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "probe.safetensors");
        using var training = new ProbeTraining(Small, ScalarType.Float32);
        training.Step();
        using var weights = training.Weights.Mean();
        var errors = PortraitJudge.TestAndWrite(path, weights, 12, 5);

        using var judge = PortraitJudge.Open(path);
        Assert.Equal(errors.Threshold, judge.Errors.Threshold);
        Assert.Equal(PortraitFact.All.Select(fact => fact.Name).Order(StringComparer.Ordinal), judge.Errors.Accuracy.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(judge.Errors.FalseAccepts, 0, 0.02);
        var image = PaintedPeople.Of(3);
        var reading = judge.Read(image);
        Assert.Equal(1, reading.Likeness(judge.Read(image)), 1e-5);
        Assert.True(judge.IsSamePerson(reading, reading));
        Assert.InRange(reading.Clarity, 0.1, 1);
        Assert.All(PortraitFact.All, fact => Assert.InRange(reading.Answer(fact), 0, fact.Count - 1));
    }

    [Fact]
    public void Open_AnotherKindOfFile_SaysWhatItIsNot()
    {
        var e = Assert.Throws<InvalidDataException>(() => PortraitJudge.Open(Path.Combine(Repository.Root, "tests", "golden", "tiny-sd15.safetensors")));
        Assert.Contains("is no probe of portraits", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PictureOfAnotherSize_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "probe.safetensors");
        using var training = new ProbeTraining(Small, ScalarType.Float32);
        using var weights = training.Weights.Mean();
        PortraitJudge.TestAndWrite(path, weights, 4, 5);
        using var judge = PortraitJudge.Open(path);
        Assert.Contains("128×128", Assert.Throws<ArgumentException>(() => judge.Read(new(64, 128))).Message, StringComparison.Ordinal);
    }
}
