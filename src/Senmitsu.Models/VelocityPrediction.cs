using Senmitsu.Formats.Weights;
using static TorchSharp.torch;

namespace Senmitsu.Models;

/// <summary>Finds out whether a UNet predicts velocity (Salimans and Ho 2022, 2202.00512, §4) or noise, which no tensor shape tells.</summary>
internal static class VelocityPrediction
{
    /// <summary>Context width of OpenCLIP ViT-H: only with it both kinds are common.</summary>
    private const int OpenClipWidth = 1024;

    private const int LastTimestep = 999, Side = 8, Tokens = 2;

    /// <summary>What the model's description says, else a test of the UNet.</summary>
    /// <param name="file">The model. Borrowed.</param>
    /// <param name="unet">Its UNet. Borrowed.</param>
    public static bool Detect(WeightFile file, Unet.Unet unet)
    {
        if (file.Metadata.TryGetValue(ModelFacts.PredictionType, out var stated) || file.Metadata.TryGetValue("modelspec.prediction_type", out stated)) return stated is "v" or "v_prediction";
        if (file.Tensors.ContainsKey("v_pred")) return true; // a mark that trainers leave
        return unet.Config.ContextWidth == OpenClipWidth && unet.Config.InputChannels == unet.Config.OutputChannels && AnswersWithVelocity(unet);
    }

    /// <summary>
    /// At the last timestep the input is nearly all noise, so a network that predicts noise answers with its input, and one that predicts velocity with something far
    /// below it (the test of AUTOMATIC1111's sd_models_config.py, is_using_v_parameterization_for_sd2).
    /// </summary>
    private static bool AnswersWithVelocity(Unet.Unet unet)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var device = unet.Adaptable[0].Weight.device;
        var x = full([1, unet.Config.InputChannels, Side, Side], 0.5f, device: device);
        var context = full([1, Tokens, unet.Config.ContextWidth], 0.5f, device: device);
        var answer = unet.Forward(x, full([1], (float)LastTimestep, device: device), context);
        return answer.sub(x).mean().item<float>() < -1;
    }
}
