using Senmitsu.Diffusion.Schedules;
using Senmitsu.Models;
using Senmitsu.Training.Losses;
using static TorchSharp.torch;

namespace Senmitsu.Training;

/// <summary>One forward and backward pass of LoRA training: noise, text, UNet, loss, gradients (Ho et al. 2020; Rombach et al. 2022).</summary>
public sealed class TrainingStep : IDisposable
{
    private readonly StableDiffusionModel _model;
    private readonly Tensor _alphasCumprod; // [1000] · float32
    private readonly PredictionType _prediction;
    private readonly double? _minSnrGamma;
    private readonly int _clipSkip;
    private readonly bool _trainsTextEncoder;

    /// <summary>Prepares the step.</summary>
    /// <param name="model">The model with the LoRA attached. Borrowed.</param>
    /// <param name="prediction">What the UNet predicts.</param>
    /// <param name="minSnrGamma">γ of min-SNR weighting, or <see langword="null"/> for none.</param>
    /// <param name="clipSkip">1 = last layer of the text encoder.</param>
    /// <param name="trainsTextEncoder">Whether gradients flow into the text encoder's pairs.</param>
    public TrainingStep(StableDiffusionModel model, PredictionType prediction, double? minSnrGamma, int clipSkip, bool trainsTextEncoder)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _prediction = prediction;
        _minSnrGamma = minSnrGamma;
        _clipSkip = clipSkip;
        _trainsTextEncoder = trainsTextEncoder;
        _alphasCumprod = tensor(NoiseSchedule.Training.AlphasCumprod.ToArray(), device: model.Device).DetachFromDisposeScope();
    }

    /// <summary>Computes the loss and adds its gradients to the LoRA's parameters.</summary>
    /// <param name="inputs">The batch. Borrowed.</param>
    /// <param name="lossDivisor">Number of batches whose gradients are summed before an update.</param>
    /// <returns>The loss before division.</returns>
    public float Run(StepInputs inputs, int lossDivisor)
    {
        using var scope = NewDisposeScope();
        var forward = Forward(inputs);
        (lossDivisor == 1 ? forward.Loss : forward.Loss.div(lossDivisor)).backward();
        return forward.Loss.item<float>();
    }

    /// <summary>Computes the loss. The caller's dispose scope owns the results.</summary>
    /// <param name="inputs">The batch. Borrowed.</param>
    public StepForward Forward(StepInputs inputs)
    {
        var noisy = ForwardDiffusion.AddNoise(inputs.Latent, inputs.Noise, _alphasCumprod, inputs.Timesteps);
        var target = DenoisingLoss.Target(inputs.Latent, inputs.Noise, _alphasCumprod, inputs.Timesteps, _prediction);
        var textEmbedding = EncodeText(inputs.TokenIds);
        var predicted = _model.Unet.Forward(noisy, inputs.Timesteps.to(ScalarType.Float32), textEmbedding);
        var perSample = DenoisingLoss.PerSample(predicted, target, inputs.LossMask);
        var weights = _minSnrGamma is { } gamma ? MinSnrWeighting.Weights(_alphasCumprod, inputs.Timesteps, gamma, _prediction) : null;
        if (inputs.SampleWeights is { } samples) weights = weights is null ? samples : weights * samples;
        return new StepForward(noisy, predicted, target, perSample, DenoisingLoss.Mean(perSample, weights));
    }

    /// <inheritdoc/>
    public void Dispose() => _alphasCumprod.Dispose();

    private Tensor EncodeText(Tensor tokenIds)
    {
        using var _ = set_grad_enabled(_trainsTextEncoder && is_grad_enabled());
        return TextConditioning.Encode(_model.TextEncoder, tokenIds, _clipSkip);
    }
}
