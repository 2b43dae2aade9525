namespace Senmitsu.Studio.Diagnostics;

/// <summary>What runs here, for <c>senmitsu doctor</c>.</summary>
/// <param name="IsHealthy">Whether pictures can be made.</param>
/// <param name="Findings">In the order they are shown.</param>
public sealed record SystemReport(bool IsHealthy, IReadOnlyList<Finding> Findings);
