using Senmitsu.Models;

namespace Senmitsu.Training;

/// <summary>Which models can be trained on.</summary>
public static class TrainableModel
{
    /// <summary>Refuses models whose UNet takes more than a latent, such as those made for inpainting; sd-scripts cannot train them either.</summary>
    /// <param name="model">The base model. Borrowed.</param>
    /// <param name="path">Its file, for the message.</param>
    /// <exception cref="ModelMismatchException">Its UNet takes other channels than it gives.</exception>
    public static void Require(StableDiffusionModel model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        var config = model.Unet.Config;
        if (config.InputChannels == config.OutputChannels) return;
        throw new ModelMismatchException(
            path, [], [], [$"model.diffusion_model.input_blocks.0.0.weight takes {config.InputChannels} channels, a training gives {config.OutputChannels}"],
            config.IsInpainting ? "This model is made for inpainting: train on the ordinary model it comes from, the LoRA works with both." : "Train on another checkpoint.");
    }
}
