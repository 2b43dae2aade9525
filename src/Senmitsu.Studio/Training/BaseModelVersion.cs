using Senmitsu.Models;
using Senmitsu.Training.Events;
using Senmitsu.Training.Settings;

namespace Senmitsu.Studio.Training;

/// <summary>Which Stable Diffusion a run is for: the checkpoint says it, whatever the settings do.</summary>
internal static class BaseModelVersion
{
    /// <summary>The settings with the checkpoint's version.</summary>
    /// <param name="settings">As the user gave them.</param>
    /// <param name="model">The checkpoint. Borrowed.</param>
    /// <param name="progress">Told what was corrected, and what looks wrong.</param>
    /// <exception cref="UserErrorException"><c>v2</c> is set for a checkpoint of version 1.</exception>
    public static ModelSettings Settle(ModelSettings settings, StableDiffusionModel model, IProgress<TrainingEvent> progress)
    {
        if (settings.IsVersion2 && !model.IsVersion2)
        {
            throw new UserErrorException(
                $"--v2 is set, but {settings.PretrainedModelNameOrPath} is Stable Diffusion 1.x: its text encoder is CLIP with states of {model.TextEncoder.Config.Width}, not OpenCLIP. Leave --v2 out, or choose a 2.x checkpoint.");
        }

        if (!settings.IsVersion2 && model.IsVersion2) progress.Report(new Noted("the checkpoint is Stable Diffusion 2.x, so v2 is set"));
        if (model.PredictsVelocity && !settings.PredictsVelocity) progress.Report(new Noted("the checkpoint seems to predict v: if it does, give --v_parameterization, or the LoRA will learn nonsense"));
        if (model is { IsVersion2: true, PredictsVelocity: false } && settings.PredictsVelocity) progress.Report(new Noted("v_parameterization is set, but the checkpoint seems to predict noise: if it does, leave it out"));
        return settings with { IsVersion2 = model.IsVersion2 };
    }
}
