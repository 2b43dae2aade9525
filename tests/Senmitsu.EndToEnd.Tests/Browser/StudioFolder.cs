using Senmitsu.EndToEnd.Tests.Testing;

namespace Senmitsu.EndToEnd.Tests.Browser;

/// <summary>A data folder as a user has it after copying a checkpoint in.</summary>
internal static class StudioFolder
{
    public const string Model = "tiny";

    /// <summary>Puts the tiny model and CLIP's vocabulary where the studio looks.</summary>
    public static void Furnish(Workspace workspace)
    {
        File.Copy(Workspace.TinyModel, workspace.File("data", "models", "Stable-diffusion", $"{Model}.safetensors"));
        foreach (var file in Directory.GetFiles(Workspace.Tokenizer)) File.Copy(file, workspace.File("data", "models", "tokenizer", "clip-vit-large-patch14", Path.GetFileName(file)));
    }
}
