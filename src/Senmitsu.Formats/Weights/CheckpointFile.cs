using Senmitsu.Formats.Pickle;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Formats.Weights;

/// <summary>
/// Opens a whole Stable Diffusion model, or a VAE, of whichever layout, and shows it in the names of the original (LDM) checkpoints with the text encoder named as in
/// transformers: one file, or a folder of diffusers.
/// </summary>
public static class CheckpointFile
{
    /// <summary>Opens a model.</summary>
    /// <param name="path">A file of any format, or a folder with <c>unet</c>, <c>vae</c> and <c>text_encoder</c>.</param>
    /// <returns>Caller owns it.</returns>
    /// <exception cref="SafetensorsException">A file is damaged.</exception>
    /// <exception cref="PickleException">A file is damaged, or wants to run code.</exception>
    /// <exception cref="FileNotFoundException">There is no such model.</exception>
    public static WeightFile Open(string path)
    {
        if (Directory.Exists(path)) return DiffusersFolder.Open(path);
        var file = WeightFiles.Open(path);
        return OpenClipText.IsIn(file) ? OpenClipText.Rename(file) : file;
    }

    /// <summary>Whether a path is a folder of diffusers.</summary>
    public static bool IsFolder(string path) => Directory.Exists(Path.Combine(path, "unet"));

    /// <summary>Opens a model for its VAE, or a VAE of its own.</summary>
    /// <param name="path">A checkpoint, a VAE file in either layout, a folder of diffusers or its <c>vae</c> folder.</param>
    /// <returns>Its VAE's tensors have LDM names, behind <c>first_stage_model.</c> or nothing. Caller owns it.</returns>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static WeightFile OpenVae(string path)
    {
        if (Directory.Exists(path)) return DiffusersFolder.OpenVae(path);
        var file = WeightFiles.Open(path);
        return DiffusersNames.HasVae(file) ? DiffusersNames.RenameVae(file) : file;
    }
}
