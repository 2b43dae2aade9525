using System.Text.RegularExpressions;

namespace Senmitsu.Tests.Architecture;

/// <summary>docs/beginner-traps.md names a test for every trap, and each of these tests exists.</summary>
public sealed partial class BeginnerTrapTableTests
{
    private const int Traps = 50;

    private static readonly List<(int Number, string[] Cells)> Rows =
        [.. File.ReadAllLines(Path.Combine(Repository.Root, "docs", "beginner-traps.md")).Where(line => Number().IsMatch(line)).Select(line => (int.Parse(Number().Match(line).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), line.Split(" | ")))];

    [Fact]
    public void Table_HasEveryTrapOnceInOrderWithATest()
    {
        Assert.Equal(Enumerable.Range(1, Traps), Rows.Select(row => row.Number));
        Violations.None(Rows.Where(row => row.Cells.Length != 4 || !TestName().IsMatch(row.Cells[3])).Select(row => $"{row.Number}: needs a trap, what happens here, and a test"));
    }

    [Fact]
    public void Table_NamesTestsThatExist()
    {
        var tests = Repository.TextFiles().Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal) && file.Path.EndsWith("Tests.cs", StringComparison.Ordinal))
            .SelectMany(file => Test().Matches(file.Text).Select(match => $"{Path.GetFileNameWithoutExtension(file.Path)}.{match.Groups[1].Value}")).ToHashSet(StringComparer.Ordinal);
        Assert.True(tests.Count > 500, $"{tests.Count} tests were found");
        Violations.None(Rows.SelectMany(row => TestName().Matches(row.Cells[^1]).Select(match => match.Groups[1].Value).Where(name => !tests.Contains(name)).Select(name => $"{row.Number}: there is no test {name}")));
    }

    // "| 7 | A broken picture ends the run | named | `ImageFolderTests.Scan_UnreadablePicture_IsLeftOutAndNamed` |"
    [GeneratedRegex(@"^\| (\d+) \| ")]
    private static partial Regex Number();

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName();

    /// <summary>A fact or theory, whatever other attributes and data lie between, and its method.</summary>
    [GeneratedRegex(@"\[(?:Fact|Theory)\](?:(?!\[(?:Fact|Theory)\]).)*?public (?:async Task|void) (\w+)\(", RegexOptions.Singleline)]
    private static partial Regex Test();
}
