using Senmitsu.Formats.Files;

namespace Senmitsu.Studio.Loras;

/// <summary>A LoRA of a training → the folder that prompts look in.</summary>
/// <param name="folders">The data folder.</param>
public sealed class UseLora(StudioFolders folders)
{
    /// <summary>Copies the file under its name; the copy appears whole or not at all, and replaces an earlier save of that name.</summary>
    /// <param name="path">A file that a training has saved.</param>
    /// <returns>Its name in prompts.</returns>
    /// <exception cref="UserErrorException">The file is gone, or the folder cannot be written to.</exception>
    public string Run(string path)
    {
        RequiredFiles.Check("LoRA", path);
        var target = Path.Combine(folders.Loras, Path.GetFileName(path));
        try
        {
            Directory.CreateDirectory(folders.Loras);
            using var source = File.OpenRead(path);
            AtomicFile.Write(target, source.CopyTo);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be copied to {folders.Loras}: {e.Message} Free some space, or copy it yourself.", e);
        }

        return Path.GetFileNameWithoutExtension(path);
    }
}
