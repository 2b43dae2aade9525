namespace Senmitsu.Studio.Diagnostics;

/// <summary>One line of the doctor's report.</summary>
/// <param name="Topic">Such as "processor".</param>
/// <param name="Value">What was found.</param>
/// <param name="Advice">What to do, or <see langword="null"/> when all is well.</param>
public sealed record Finding(string Topic, string Value, string? Advice = null);
