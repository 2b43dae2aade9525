namespace Senmitsu.Tests.Architecture;

/// <summary>References point one way; see docs/decisions/0002-projects-and-direction.md.</summary>
public sealed class ProjectReferenceTests
{
    /// <summary>What each project may name in its project file. What these use in turn comes with them.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Senmitsu.Formats"] = [],
        ["Senmitsu.Numerics"] = ["Senmitsu.Formats"],
        ["Senmitsu.Models"] = ["Senmitsu.Numerics"],
        ["Senmitsu.Diffusion"] = ["Senmitsu.Numerics"],
        ["Senmitsu.Generation"] = ["Senmitsu.Models", "Senmitsu.Diffusion"],
        ["Senmitsu.Training"] = ["Senmitsu.Generation"],
        ["Senmitsu.Studio"] = ["Senmitsu.Training"],
        ["Senmitsu.DemoModel"] = ["Senmitsu.Studio"],
        ["Senmitsu.Web"] = ["Senmitsu.Studio"],
        ["Senmitsu.Cli"] = ["Senmitsu.Studio", "Senmitsu.Web", "Senmitsu.DemoModel"],
    };

    [Fact]
    public void Projects_ReferenceOnlyThoseBelowThem()
    {
        var wrong = Repository.Projects("src").SelectMany(project =>
            Allowed.TryGetValue(project.Name, out var allowed)
                ? project.ProjectReferences.Except(allowed).Select(reference => $"{project.Name} → {reference}")
                : [$"{project.Name} has no place in the order of projects"]);
        Violations.None(wrong);
    }

    [Fact]
    public void Numerics_AloneReferencesTheTensorLibrary()
    {
        var users = Repository.Projects("src").Concat(Repository.Projects("tests")).Concat(Repository.Projects("bench"))
            .Where(project => project.PackageReferences.Any(IsTensorLibrary))
            .Select(project => project.Name);
        Assert.Equal(["Senmitsu.Numerics"], users);
    }

    [Fact]
    public void Solution_HoldsEveryProject()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Senmitsu.slnx"));
        string[] folders = ["src", "tests", "bench"];
        var missing = folders.SelectMany(Repository.Projects)
            .Select(project => Path.GetRelativePath(Repository.Root, project.FilePath).Replace('\\', '/'))
            .Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal));
        Violations.None(missing);
    }

    private static bool IsTensorLibrary(string package) =>
        package.StartsWith("TorchSharp", StringComparison.OrdinalIgnoreCase) || package.StartsWith("libtorch", StringComparison.OrdinalIgnoreCase);
}
