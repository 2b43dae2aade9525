namespace Senmitsu.Tests.Architecture;

/// <summary>Fails with every violation of a rule in full, not with the first few letters of some.</summary>
internal static class Violations
{
    public static void None(IEnumerable<string> violations)
    {
        var list = violations.ToList();
        Assert.True(list.Count == 0, string.Join(Environment.NewLine, list));
    }
}
