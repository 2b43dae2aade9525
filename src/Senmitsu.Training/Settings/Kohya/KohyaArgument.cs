namespace Senmitsu.Training.Settings.Kohya;

/// <summary>One argument of sd-scripts' <c>train_network.py</c>, or of our own.</summary>
/// <param name="Name">Name without dashes.</param>
/// <param name="Kind">What values it takes.</param>
/// <param name="Default">Value when it is not given; null = unset.</param>
/// <param name="Support">What happens when it is given.</param>
public sealed record KohyaArgument(string Name, ArgumentKind Kind, object? Default, ArgumentSupport Support)
{
    /// <summary>The values allowed; empty = any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Why the argument is refused and what to do instead; only with <see cref="ArgumentSupport.Refused"/>.</summary>
    public (string Why, string Remedy) Refusal { get; init; }

    /// <summary>True for arguments that sd-scripts does not have.</summary>
    public bool IsOurs { get; init; }
}
