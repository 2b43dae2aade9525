namespace Senmitsu.DemoModel.Truth;

/// <summary>How the probe is trained.</summary>
public sealed record ProbeTrainingSettings
{
    /// <summary>Seed of weights, people and scenes.</summary>
    public int Seed { get; init; } = 3001;

    /// <summary>Updates in all.</summary>
    public int Steps { get; init; } = 4_000;

    /// <summary>People in a batch; half of them are lookalikes of others.</summary>
    public int People { get; init; } = 12;

    /// <summary>Portraits of each person in a batch.</summary>
    public int Scenes { get; init; } = 3;

    /// <summary>Highest learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>People on whom it is tested and who are never trained on.</summary>
    public int HeldOutPeople { get; init; } = 400;
}
