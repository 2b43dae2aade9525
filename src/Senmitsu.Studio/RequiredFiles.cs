namespace Senmitsu.Studio;

/// <summary>Checks files before anything expensive starts.</summary>
internal static class RequiredFiles
{
    /// <summary>Throws unless the file exists and can be read as one.</summary>
    /// <param name="argument">Where the user named it.</param>
    /// <param name="path">The file.</param>
    public static void Check(string argument, string path)
    {
        if (File.Exists(path)) return;
        throw new UserErrorException(Directory.Exists(path)
            ? $"{argument} {path} is a folder, a file is needed. Give the path of a .safetensors file."
            : $"{argument} {path} does not exist. Check the path; relative paths start at {Environment.CurrentDirectory}.");
    }
}
