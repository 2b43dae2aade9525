namespace Senmitsu.Training.Events;

/// <summary>What happens during a training, in order. Plain values only.</summary>
public abstract record TrainingEvent
{
    private protected TrainingEvent()
    {
    }
}
