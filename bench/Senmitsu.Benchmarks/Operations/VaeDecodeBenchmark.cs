using Senmitsu.Models;
using Senmitsu.Models.Vae;
using static TorchSharp.torch;

namespace Senmitsu.Benchmarks.Operations;

/// <summary>Latent → 512×512 picture.</summary>
internal sealed class VaeDecodeBenchmark : IBenchmark
{
    private const int Side = 512;

    public string Name => "vae-decode";

    public string Description => "VAE decode 512×512";

    public double GigaFlop => Flops.VaeDecode(VaeConfig.StableDiffusion15, Side).Total;

    public IPreparedBenchmark Prepare(BenchmarkContext context) => new Prepared(StableDiffusionLoader.LoadVae(context.CheckpointPath, context.DataType, CPU));

    private sealed class Prepared(Vae vae) : IPreparedBenchmark
    {
        private readonly Tensor _latent = SyntheticInputs.Noise(1, vae.Config.LatentChannels, Side / vae.Config.Downscale, Side / vae.Config.Downscale);

        public void Run()
        {
            using var _ = inference_mode();
            using var result = vae.Decode(_latent);
            SyntheticInputs.RequireFinite(result);
        }

        public void Dispose()
        {
            _latent.Dispose();
            vae.Dispose();
        }
    }
}
