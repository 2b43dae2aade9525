using Senmitsu.Models;
using Senmitsu.Models.Vae;
using static TorchSharp.torch;

namespace Senmitsu.Benchmarks.Operations;

/// <summary>512×512 picture → latent.</summary>
internal sealed class VaeEncodeBenchmark : IBenchmark
{
    private const int Side = 512;

    public string Name => "vae-encode";

    public string Description => "VAE encode 512×512";

    public double GigaFlop => Flops.VaeEncode(VaeConfig.StableDiffusion15, Side).Total;

    public IPreparedBenchmark Prepare(BenchmarkContext context) => new Prepared(StableDiffusionLoader.LoadVae(context.CheckpointPath, context.DataType, CPU));

    private sealed class Prepared(Vae vae) : IPreparedBenchmark
    {
        private readonly Tensor _pixels = SyntheticInputs.Noise(1, 3, Side, Side).clamp_(-1, 1);

        public void Run()
        {
            using var _ = inference_mode();
            using var result = vae.Moments(_pixels);
            SyntheticInputs.RequireFinite(result);
        }

        public void Dispose()
        {
            _pixels.Dispose();
            vae.Dispose();
        }
    }
}
