namespace Senmitsu.DemoModel.Demonstration;

/// <summary>Picks one portrait of many, as a person with good eyes would: it shows what was asked for, and nothing is out of shape.</summary>
internal static class KeeperChoice
{
    /// <summary>The keeper.</summary>
    /// <param name="candidates">At least one.</param>
    public static JudgedPicture Of(IReadOnlyList<JudgedPicture> candidates) =>
        candidates.OrderByDescending(candidate => candidate.Wanted.Facts.Keys.Count(candidate.Obeys)).ThenByDescending(candidate => candidate.Reading.Clarity).First();
}
