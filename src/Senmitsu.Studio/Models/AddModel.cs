using Senmitsu.Formats.Files;

namespace Senmitsu.Studio.Models;

/// <summary>Model file → the right folder, after a look at what it is: <c>senmitsu models add</c>.</summary>
/// <param name="folders">The data folder.</param>
public sealed class AddModel(StudioFolders folders)
{
    /// <summary>Copies or links a file. The copy appears whole or not at all; nothing is overwritten.</summary>
    /// <param name="path">The file.</param>
    /// <param name="links">Whether to link to it instead of copying.</param>
    /// <param name="token">Tested before the copy.</param>
    /// <returns>The file in its new place.</returns>
    /// <exception cref="UserErrorException">It is no model, or the place is taken.</exception>
    public ModelEntry Run(string path, bool links, CancellationToken token)
    {
        RequiredFiles.Check("FILE", path);
        var kind = ModelKinds.Require(path);
        var folder = new ModelFolders(folders, null).Own(kind);
        var target = Path.Combine(folder, Path.GetFileName(path));
        if (File.Exists(target)) throw new UserErrorException($"{target} is there already. Rename one of them; nothing was changed.");
        token.ThrowIfCancellationRequested();
        Directory.CreateDirectory(folder);
        if (links)
        {
            File.CreateSymbolicLink(target, Path.GetFullPath(path));
        }
        else
        {
            using var source = File.OpenRead(path);
            AtomicFile.Write(target, source.CopyTo);
        }

        return new ModelEntry(kind, Path.GetFileNameWithoutExtension(target), target, new FileInfo(path).Length, null);
    }
}
