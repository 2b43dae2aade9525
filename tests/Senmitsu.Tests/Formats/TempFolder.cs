namespace Senmitsu.Tests.Formats;

/// <summary>A folder of one test's own, with a name that is hard on careless path code.</summary>
internal sealed class TempFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("senmitsu 学習データ ").FullName;

    public string PathOf(string name) => Path.Combine(FullPath, name);

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
