namespace Senmitsu.Web.Localization.Messages;

/// <summary>A place in a message where something differs from case to case.</summary>
/// <param name="Name">Its name, the same in every language.</param>
/// <param name="Kind">What may stand there.</param>
public readonly record struct MessageHole(string Name, MessageHoleKind Kind);
