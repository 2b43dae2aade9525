using Senmitsu.Diffusion.Schedules;
using Senmitsu.Models;
using Senmitsu.Training.Losses;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Training;

/// <summary>One forward and backward pass of LoRA training: noise, text, UNet, loss, gradients (Ho et al. 2020; Rombach et al. 2022).</summary>
public sealed class TrainingStep : IDisposable
{
    private readonly StableDiffusionModel _model;
    private readonly Tensor _alphasCumprod; // [1000] · float32 · that noise is added with
    private readonly Tensor? _weights; // [1000] · float32 · by timestep
    private readonly Tensor? _thresholds; // [1000] · float32 · by timestep
    private readonly LossType _lossType;
    private readonly PredictionType _prediction;
    private readonly int _clipSkip;
    private readonly bool _trainsTextEncoder;

    /// <summary>Prepares the step.</summary>
    /// <param name="model">The model with the LoRA attached. Borrowed.</param>
    /// <param name="prediction">What the UNet predicts.</param>
    /// <param name="loss">Measure and weights of the loss, and the noise schedule; <see langword="null"/> for the defaults.</param>
    /// <param name="clipSkip">1 = last layer of the text encoder.</param>
    /// <param name="trainsTextEncoder">Whether gradients flow into the text encoder's pairs.</param>
    public TrainingStep(StableDiffusionModel model, PredictionType prediction, LossSettings? loss, int clipSkip, bool trainsTextEncoder)
    {
        ArgumentNullException.ThrowIfNull(model);
        loss ??= new();
        _model = model;
        _prediction = prediction;
        _lossType = loss.Type;
        _clipSkip = clipSkip;
        _trainsTextEncoder = trainsTextEncoder;
        using var scope = NewDisposeScope();
        var alphas = NoiseSchedule.Training.AlphasCumprodOn(model.Device);
        // sd-scripts tabulates the signal-to-noise ratio before it stretches the schedule.
        _weights = TimestepWeighting.Table(alphas, loss, prediction)?.DetachFromDisposeScope();
        _alphasCumprod = (loss.ZeroTerminalSnr ? ZeroTerminalSnr.Rescale(alphas) : alphas).DetachFromDisposeScope();
        _thresholds = loss.HasHuberThreshold ? HuberThreshold.Table(_alphasCumprod, loss).DetachFromDisposeScope() : null;
    }

    /// <summary>Computes the loss and adds its gradients to the LoRA's parameters.</summary>
    /// <param name="inputs">The batch. Borrowed.</param>
    /// <param name="lossDivisor">Number of batches whose gradients are summed before an update.</param>
    /// <param name="lossScale">What the gradients are multiplied by; <see cref="Optimizers.GradientScaler"/> divides them again.</param>
    /// <returns>The loss before division and scale.</returns>
    public float Run(StepInputs inputs, int lossDivisor, double lossScale = 1)
    {
        using var scope = NewDisposeScope();
        var forward = Forward(inputs);
        var share = lossDivisor == 1 ? forward.Loss : forward.Loss.div(lossDivisor);
        (lossScale == 1 ? share : share.mul(lossScale)).backward();
        return forward.Loss.item<float>();
    }

    /// <summary>Computes the loss. The caller's dispose scope owns the results.</summary>
    /// <param name="inputs">The batch. Borrowed.</param>
    public StepForward Forward(StepInputs inputs)
    {
        var noisy = ForwardDiffusion.AddNoise(inputs.Latent, inputs.AddedNoise ?? inputs.Noise, _alphasCumprod, inputs.Timesteps);
        var target = DenoisingLoss.Target(inputs.Latent, inputs.Noise, _alphasCumprod, inputs.Timesteps, _prediction);
        var textEmbedding = EncodeText(inputs);
        var predicted = _model.Unet.Forward(noisy, inputs.Timesteps.to(ScalarType.Float32), textEmbedding);
        var perSample = DenoisingLoss.PerSample(predicted, target, _lossType, _thresholds?[inputs.Timesteps], inputs.LossMask);
        return new StepForward(noisy, predicted, target, perSample, DenoisingLoss.Mean(perSample, Weights(inputs)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _alphasCumprod.Dispose();
        _weights?.Dispose();
        _thresholds?.Dispose();
    }

    private Tensor? Weights(StepInputs inputs)
    {
        var byTimestep = _weights?[inputs.Timesteps]; // [B]
        return inputs.SampleWeights is { } bySample ? byTimestep?.mul(bySample) ?? bySample : byTimestep;
    }

    private Tensor EncodeText(StepInputs inputs)
    {
        using var _ = set_grad_enabled(_trainsTextEncoder && is_grad_enabled());
        return TextConditioning.Encode(_model.TextEncoder, inputs.TokenIds, _clipSkip, inputs.TokenWeights);
    }
}
