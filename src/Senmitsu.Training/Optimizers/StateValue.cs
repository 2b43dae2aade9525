namespace Senmitsu.Training.Optimizers;

/// <summary>A number that an optimizer remembers between updates.</summary>
/// <param name="value">Its first value.</param>
internal sealed class StateValue<T>(T value)
    where T : struct
{
    public T Value { get; set; } = value;
}
