using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Architecture;

/// <summary>The files of this repository as they lie on disk, without what builds and editors leave behind.</summary>
internal static class Repository
{
    private static readonly string[] SkippedFolders = [".git", ".vs", ".idea", "artifacts", "bin", "obj", "TestResults"];
    private static readonly string[] BinaryExtensions = [".safetensors", ".png", ".jpg", ".webp", ".npz"];

    public static string Root => Golden.RepositoryRoot;

    /// <summary>Project files below a folder of the root, such as <c>src</c>.</summary>
    public static IEnumerable<ProjectFile> Projects(string folder) =>
        Files(Path.Combine(Root, folder)).Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Select(path => new ProjectFile(path));

    /// <summary>C# files of the product. Text of one looks the same on every platform.</summary>
    public static IEnumerable<(string Path, string Text)> Sources() =>
        TextFiles(System.IO.Path.Combine(Root, "src")).Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>Every file a person can read, with its path relative to the root and written with <c>/</c>.</summary>
    public static IEnumerable<(string Path, string Text)> TextFiles() => TextFiles(Root);

    private static IEnumerable<(string Path, string Text)> TextFiles(string folder) =>
        Files(folder)
            .Where(path => !BinaryExtensions.Contains(System.IO.Path.GetExtension(path)))
            .Select(path => (System.IO.Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path)));

    private static IEnumerable<string> Files(string folder)
    {
        // In a second work tree of a repository, .git is a file.
        var files = Directory.EnumerateFiles(folder).Where(path => Path.GetFileName(path) != ".git");
        var folders = Directory.EnumerateDirectories(folder).Where(path => !SkippedFolders.Contains(Path.GetFileName(path)));
        return files.Concat(folders.SelectMany(Files)).Order(StringComparer.Ordinal);
    }
}
