using System.Text.RegularExpressions;

namespace Senmitsu.Tests.Architecture;

/// <summary>Rules of CONTRIBUTING.md that a compiler does not check.</summary>
public sealed partial class SourceRuleTests
{
    /// <summary>Where any error ends: the places that turn it into an exit code or a failed job, and a callback from native code, which no exception may cross.</summary>
    private static readonly string[] LastResorts = ["src/Senmitsu.Cli/Program.cs", "src/Senmitsu.Studio/Jobs/JobRunner.cs", "src/Senmitsu.Models/Layers/BackwardPass.cs"];

    private static readonly string[] BelowStudio = ["Formats", "Numerics", "Models", "Diffusion", "Generation", "Training", "DemoModel"];
    private static readonly string[] Faces = ["Cli", "Web"];

    [Fact]
    public void Environment_IsReadFromStudioUpOnly()
    {
        var readers = In(BelowStudio).Where(file => Code(file.Text).Contains("EnvironmentVariable", StringComparison.Ordinal)).Select(file => file.Path);
        Violations.None(readers);
    }

    [Fact]
    public void Faces_NeverTouchTensors()
    {
        var users = In(Faces).Where(file => Code(file.Text).Contains("TorchSharp", StringComparison.Ordinal)).Select(file => file.Path);
        Violations.None(users);
    }

    [Fact]
    public void Exceptions_AreCaughtByKind()
    {
        var catchers = Repository.Sources().Where(file => UnfilteredCatch().IsMatch(Code(file.Text))).Select(file => file.Path).Except(LastResorts);
        Violations.None(catchers);
    }

    [Fact]
    public void Exceptions_CaughtWithoutAKind_AreThrownAgain()
    {
        var swallowers = Repository.Sources().Where(file => BareCatch().Matches(Code(file.Text)).Any(match => !match.Value.Contains("throw;", StringComparison.Ordinal))).Select(file => file.Path);
        Violations.None(swallowers);
    }

    [Fact]
    public void Files_AreNamedAfterTheirType()
    {
        var wrong = Repository.Sources()
            .Where(file => Path.GetFileName(file.Path) != "Program.cs")
            .SelectMany(file => OtherTypes(file.Path, file.Text));
        Violations.None(wrong);
    }

    [Fact]
    public void Files_NameNoMachine()
    {
        var wrong = Repository.TextFiles().SelectMany(file => MachinePath().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}"));
        Violations.None(wrong);
    }

    [Theory]
    [InlineData("catch (Exception)", true)]
    [InlineData("catch (System.Exception error)\n", true)]
    [InlineData("catch (Exception e) when (e is IOException)", false)]
    [InlineData("catch (SafetensorsException e)", false)]
    public void UnfilteredCatch_OfKnownLines_IsRight(string line, bool expected) => Assert.Equal(expected, UnfilteredCatch().IsMatch(line));

    [Theory]
    [InlineData("public sealed partial class Vae(int width) : IDisposable", "Vae")]
    [InlineData("internal readonly record struct ImageSize(int Width, int Height)", "ImageSize")]
    [InlineData("public enum Precision", "Precision")]
    [InlineData("public delegate void Report(int step);", "Report")]
    [InlineData("    private sealed class Nested", "")]
    public void TopLevelType_OfKnownLines_IsRight(string line, string expected) => Assert.Equal(expected, TopLevelType().Match(line).Groups["name"].Value);

    private static IEnumerable<(string Path, string Text)> In(string[] projects) =>
        Repository.Sources().Where(file => projects.Any(project => file.Path.StartsWith($"src/Senmitsu.{project}/", StringComparison.Ordinal)));

    /// <summary>A part of a type may have a dotted aspect in its file's name, <c>Unet.Keys.cs</c>, and a delegate stands beside the type that takes it.</summary>
    private static IEnumerable<string> OtherTypes(string path, string text)
    {
        var expected = Path.GetFileName(path).Split('.')[0];
        var types = TopLevelType().Matches(text).Select(match => (Name: match.Groups["name"].Value, Kind: match.Groups["kind"].Value)).ToList();
        return types.Exists(type => type.Name == expected)
            ? types.Where(type => type.Name != expected && type.Kind != "delegate").Select(type => $"{path} holds {type.Name} as well")
            : [$"{path} holds no type of its name"];
    }

    private static string Code(string text) => LineComment().Replace(text, "");

    // "        /// <param name="environment">Looks up a variable: <see cref="Environment.GetEnvironmentVariable(string)"/>.</param>"
    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex LineComment();

    [GeneratedRegex(@"\bcatch\s*\(\s*(System\.)?Exception(\s+\w+)?\s*\)(?!\s*when\b)")]
    private static partial Regex UnfilteredCatch();

    [GeneratedRegex(@"\bcatch\s*\{[^}]*\}")]
    private static partial Regex BareCatch();

    [GeneratedRegex(@"^(public|internal)\s+([a-z]+\s+)*?((?<kind>class|struct|interface|enum|record)(\s+(class|struct))?|(?<kind>delegate)\s+\S+)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    // Homes of a build machine and of a person. The brackets keep this pattern from finding itself.
    [GeneratedRegex(@"(?<![\w.~])/(w[o]rk|r[o]ot|h[o]me)/\S*")]
    private static partial Regex MachinePath();
}
