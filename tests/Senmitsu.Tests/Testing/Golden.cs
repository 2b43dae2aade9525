namespace Senmitsu.Tests.Testing;

/// <summary>Where the golden vectors and the shared reference data lie. Missing data fails a test, it never skips one.</summary>
internal static class Golden
{
    /// <summary>Trait that marks the tests which compare with golden vectors: <c>./test.sh --golden</c> runs these alone.</summary>
    public const string Trait = "golden";

    /// <summary>The repository root: the nearest folder above the test program that holds <c>Senmitsu.slnx</c>.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The golden folder: environment variable <c>SENMITSU_GOLDEN</c>, else <c>tests/golden</c>.</summary>
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("SENMITSU_GOLDEN") is { Length: > 0 } folder
            ? Path.GetFullPath(folder)
            : Path.Combine(RepositoryRoot, "tests", "golden");

    /// <summary>Full path of a golden file.</summary>
    public static string File(string name) => Existing(Path.Combine(Folder, name));

    /// <summary>Full path of a file or folder in the reference data beside the repository (<c>../shared/reference</c>).</summary>
    public static string Reference(params string[] parts) =>
        Existing(Path.Combine([RepositoryRoot, "..", "shared", "reference", .. parts]));

    private static string Existing(string path) =>
        Path.Exists(path) ? Path.GetFullPath(path) : throw new FileNotFoundException($"reference data '{path}' is missing; tests do not skip without it");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Senmitsu.slnx"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("Senmitsu.slnx is in no folder above the test program");
    }
}
