namespace Senmitsu.Tests.Testing;

/// <summary>A new empty folder with a name that is hard on careless path code. Owns everything in it and is deleted with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("senmitsu 学習データ ").FullName;

    /// <summary>Full path of a file or folder inside; its parent folders are created.</summary>
    public string File(params string[] parts)
    {
        var path = System.IO.Path.Combine([Path, .. parts]);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
