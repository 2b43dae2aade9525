using System.Text.RegularExpressions;
using Senmitsu.Formats.Weights;

namespace Senmitsu.Studio;

/// <summary>Checks files before anything expensive starts.</summary>
internal static partial class RequiredFiles
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
        if (CheckpointFile.IsFolder(path)) return;
        if (!Path.Exists(path) && HubName().IsMatch(path))
            throw new UserErrorException($"{argument} {path} does not exist; relative paths start at {Environment.CurrentDirectory}. If it is the name of a model on the Hugging Face hub: nothing is downloaded by that name. Use 'senmitsu models pull {path}:FILE.safetensors', or a browser, and give the path of the file.");
        Check(argument, path);
    }

    // runwayml/stable-diffusion-v1-5
    [GeneratedRegex(@"^[A-Za-z0-9][\w.-]*/[\w.-]*(?<!\.safetensors|\.ckpt|\.pt)$")]
    private static partial Regex HubName();
}
