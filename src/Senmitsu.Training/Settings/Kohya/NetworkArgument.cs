namespace Senmitsu.Training.Settings.Kohya;

/// <summary>One key of <c>network_args</c>.</summary>
/// <param name="Name">The key.</param>
/// <param name="Rule">What its value must be.</param>
/// <param name="Set">The settings with the value; null if the value breaks the rule.</param>
/// <param name="Get">The value; null if it is the default.</param>
internal sealed record NetworkArgument(string Name, string Rule, Func<NetworkArguments, string, NetworkArguments?> Set, Func<NetworkArguments, string?> Get);
