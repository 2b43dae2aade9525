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
            ? $"{argument} {path} is a folder, a file is needed. Give the path of a .safetensors or .ckpt file."
            : $"{argument} {path} does not exist. Check the path; relative paths start at {Environment.CurrentDirectory}.");
    }

    /// <summary>Throws unless a model, as a file or as a folder of diffusers, is there.</summary>
    /// <param name="argument">Where the user named it.</param>
    /// <param name="path">The file or folder.</param>
    public static void CheckModel(string argument, string path)
    {
        if (!Directory.Exists(Path.Combine(path, "unet"))) Check(argument, path);
    }
}
