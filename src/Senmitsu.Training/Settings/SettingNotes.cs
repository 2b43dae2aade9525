using Senmitsu.Training.LearningRates;
using Senmitsu.Training.Optimizers;

namespace Senmitsu.Training.Settings;

/// <summary>What is allowed but probably not meant, and what has no effect: the warnings of sd-scripts (library/train_util.py, get_optimizer).</summary>
internal static class SettingNotes
{
    // Below this an optimizer that estimates its step size is held back by the rate.
    private const double LowFactor = 0.1;

    public static IEnumerable<string> Of(TrainingSettings settings)
    {
        var entry = OptimizerCatalog.Find(settings.Optimizer.Type);
        if (entry?.Note is { } note) yield return $"optimizer_type {entry.Name} {note}";
        if (entry is { EstimatesStepSize: true } && settings.LearningRate.EffectiveUnetLr <= LowFactor)
            yield return $"learning rate {Rules.Text(settings.LearningRate.EffectiveUnetLr)} is too low for {entry.Name}, which multiplies it with its own estimate; 1.0 is recommended";
        if (entry is { IsScheduleFree: true })
        {
            if (settings.LearningRate is not { Scheduler: LearningRateScheduler.Constant, Torch: null } || settings.LearningRate.WarmupSteps.Value > 0)
                yield return $"the learning rate schedule and its warm-up are not used: {entry.Name} needs none; its own warm-up is optimizer_args warmup_steps=N";
        }
        else if (settings.LearningRate.Torch is null)
        {
            foreach (var difference in settings.LearningRate.Named(settings.Run.MaxTrainSteps).Notes) yield return difference;
        }

        foreach (var remark in OfAdafactor(settings)) yield return remark;
        if (settings.Network.CoversConvolutionsUnasked)
            yield return $"{NetworkSettings.LycorisModule} trains convolutions too, with network_dim {Rules.Text(settings.Network.Rank)}, because network_args has no conv_dim; conv_dim=0 leaves them out";
        if (settings.Network.TrainTextEncoder && settings.LearningRate.EffectiveTextEncoderLr <= 0) yield return "text_encoder_lr is 0: the text encoder is not trained, and its part of the LoRA stays zero";
        if (settings.Network.TrainUnet && settings.LearningRate.EffectiveUnetLr <= 0) yield return "unet_lr is 0: the UNet is not trained, and its part of the LoRA stays zero";
        if (settings.Output is { SaveLastNSteps: { } kept, SaveEveryNSteps: { } every } && kept < every)
            yield return $"save_last_n_steps = {Rules.Text(kept)} counts steps, not files: of the files made every {Rules.Text(every)} steps the last one alone is kept; {Rules.Text(every * 2)} keeps three";
        if (settings.Output.LogWith == OutputSettings.Wandb) yield return "log_with wandb: nothing is sent to Weights & Biases, and no curves are written; use tensorboard for curves in logging_dir";
        if (settings.Output.LogWith == "all") yield return "log_with all: TensorBoard's curves are written; nothing is sent to Weights & Biases";
        if (settings.Network is { IsLycoris: true, Dropout: > 0 })
            yield return $"network_dropout {Rules.Text(settings.Network.Dropout)} has no effect here in {NetworkSettings.LycorisModule}, and in LyCORIS only with bypass_mode=True; rank_dropout and module_dropout in network_args have";
        if (settings.Network is { Module: NetworkSettings.OftModule, Alpha: >= 1 })
            yield return $"network_alpha {Rules.Text(settings.Network.Alpha)} hardly limits the rotations of {NetworkSettings.OftModule}; 1e-3 is recommended";
        if (settings.Run.FullFp16) yield return "full_fp16 keeps the trained weights in bfloat16 where the networks compute in it, else in float32: float16 would lose what is added in small steps";
        if (settings.Model.IsVersion2 && settings.Run.ClipSkip is > 1) yield return "clip_skip is unusual with Stable Diffusion 2.x, whose text encoder already ends before its last layer";
        if (settings.Loss.ZeroTerminalSnr && !settings.Model.PredictsVelocity)
            yield return "zero_terminal_snr is meant for v-prediction: the last timestep holds no signal from which ε-prediction could learn";
    }

    private static IEnumerable<string> OfAdafactor(TrainingSettings settings)
    {
        if (settings.Optimizer.Constants is not AdafactorSettings adafactor) yield break;
        if (adafactor.OwnsRate)
        {
            yield return "Adafactor's relative steps set the learning rate; learning_rate, unet_lr and text_encoder_lr only say which parts are trained";
            yield break;
        }

        if (settings.Optimizer.MaxGradNorm != 0) yield return "Adafactor clips updates itself; max_grad_norm=0 is recommended";
        if (settings.LearningRate.Scheduler != LearningRateScheduler.ConstantWithWarmup || settings.LearningRate.Torch is not null)
            yield return "lr_scheduler constant_with_warmup is recommended for Adafactor without relative steps";
    }
}
