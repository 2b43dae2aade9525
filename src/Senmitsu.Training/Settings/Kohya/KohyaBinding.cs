namespace Senmitsu.Training.Settings.Kohya;

/// <summary>Ties an argument to a setting, both ways.</summary>
/// <param name="Argument">Name of the argument.</param>
/// <param name="Get">The argument's value for given settings; null = not given.</param>
/// <param name="Set">The settings with a converted value put in.</param>
internal sealed record KohyaBinding(string Argument, Func<TrainingSettings, object?> Get, Func<TrainingSettings, object, TrainingSettings> Set);
