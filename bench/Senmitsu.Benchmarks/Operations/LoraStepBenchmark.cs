using System.Globalization;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using Senmitsu.Models.Lora;
using Senmitsu.Models.Unet;
using Senmitsu.Training;
using Senmitsu.Training.Optimizers;
using static TorchSharp.torch;

namespace Senmitsu.Benchmarks.Operations;

/// <summary>One LoRA training step, rank 32, all 264 modules of text encoder and UNet: forward, backward, clipping, AdamW.</summary>
/// <param name="side">Height and width of the pictures.</param>
/// <param name="batchSize">Pictures in the batch.</param>
internal sealed class LoraStepBenchmark(int side, int batchSize = 1) : IBenchmark
{
    private const int Rank = 32;
    private const int PixelsPerLatent = 8;
    private const double LearningRate = 1e-4;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"lora-{side}{(batchSize == 1 ? "" : $"-b{batchSize}")}");

    public string Description => string.Create(CultureInfo.InvariantCulture, $"LoRA step {side}×{side}, batch {batchSize}, rank {Rank}, UNet + text encoder");

    /// <summary>
    /// Backward: one more pass of every frozen layer (gradient of its input only), two of attention and of the pairs. The few
    /// layers before the first pair, which need no gradient, are counted too.
    /// </summary>
    public double GigaFlop
    {
        get
        {
            var unet = Flops.Unet(UnetConfig.StableDiffusion15, side / PixelsPerLatent);
            var text = Flops.Text(ClipTextConfig.VitL14);
            var lora = Flops.UnetLora(UnetConfig.StableDiffusion15, side / PixelsPerLatent, Rank) + Flops.TextLora(ClipTextConfig.VitL14, Rank);
            return batchSize * (2 * (unet.Layers + text.Layers) + 3 * (unet.Attention + text.Attention) + 3 * lora);
        }
    }

    public IPreparedBenchmark Prepare(BenchmarkContext context)
    {
        var model = context.LoadAll();
        model.ReleaseVae();
        return new Prepared(model, side / PixelsPerLatent, batchSize);
    }

    private sealed class Prepared : IPreparedBenchmark
    {
        private const int Modules = 264;

        private readonly StableDiffusionModel _model;
        private readonly LoraNetwork _network;
        private readonly AdamW _optimizer;
        private readonly TrainingStep _step;
        private readonly Tensor _latent, _noise, _timesteps, _tokens;

        public Prepared(StableDiffusionModel model, int latentSide, int batchSize)
        {
            _model = model;
            using var generator = new Generator(1, CPU);
            _network = LoraNetwork.Create(model, new LoraSettings { Rank = Rank, Alpha = Rank }, generator);
            if (_network.Modules.Count != Modules) throw new InvalidOperationException($"the LoRA covers {_network.Modules.Count} modules, expected {Modules}");
            _optimizer = new AdamW(
                [
                    new ParameterGroup("textencoder", TrainableLayers.InTextEncoder(_network, model.TextEncoder, 1), LearningRate),
                    new ParameterGroup("unet", TrainableLayers.InUnet(_network), LearningRate),
                ],
                new AdamWSettings());
            _step = new TrainingStep(model, PredictionType.Epsilon, null, 1, trainsTextEncoder: true);
            _network.Attach();
            _latent = SyntheticInputs.Noise(batchSize, 4, latentSide, latentSide);
            _noise = SyntheticInputs.Noise(batchSize, 4, latentSide, latentSide);
            _timesteps = full([batchSize], 500, ScalarType.Int64);
            _tokens = SyntheticInputs.Tokens(batchSize, model.TextEncoder.Config);
        }

        public void Run()
        {
            var loss = _step.Run(new StepInputs(_latent, _noise, _timesteps, _tokens), 1);
            var norm = GradientClipping.Norm(_optimizer.Groups);
            if (!float.IsFinite(loss) || !double.IsFinite(norm) || norm == 0) throw new InvalidOperationException($"loss {loss}, gradient norm {norm}: the measured step is not a training step");
            GradientClipping.Clip(_optimizer.Groups, norm, 1);
            _optimizer.Update();
            foreach (var group in _optimizer.Groups) group.ClearGradients();
        }

        public void Dispose()
        {
            foreach (Tensor tensor in new[] { _latent, _noise, _timesteps, _tokens }) tensor.Dispose();
            _step.Dispose();
            foreach (var group in _optimizer.Groups) group.Dispose();
            _optimizer.Dispose();
            _network.Dispose();
            _model.Dispose();
        }
    }
}
