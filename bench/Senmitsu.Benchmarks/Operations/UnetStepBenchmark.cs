using Senmitsu.Models;
using Senmitsu.Models.Unet;
using static TorchSharp.torch;

namespace Senmitsu.Benchmarks.Operations;

/// <summary>One sampler step with guidance at 512×512: prompt and negative prompt as one batch through the UNet.</summary>
internal sealed class UnetStepBenchmark : IBenchmark
{
    private const int Batch = 2;
    private const int LatentSide = 64;

    public string Name => "unet";

    public string Description => "UNet CFG step 512×512";

    public double GigaFlop => Batch * Flops.Unet(UnetConfig.StableDiffusion15, LatentSide).Total;

    public IPreparedBenchmark Prepare(BenchmarkContext context) => new Prepared(context.Load(StableDiffusionLoader.LoadUnet), context.DataType);

    private sealed class Prepared(Unet unet, ScalarType dataType) : IPreparedBenchmark
    {
        private readonly Tensor _latent = SyntheticInputs.Noise(Batch, 4, LatentSide, LatentSide);
        private readonly Tensor _timesteps = full([Batch], 500, ScalarType.Float32);
        private readonly Tensor _context = SyntheticInputs.Noise(Batch, 77, unet.Config.ContextWidth).to(dataType, disposeAfter: true);

        public void Run()
        {
            using var _ = inference_mode();
            using var result = unet.Forward(_latent, _timesteps, _context);
            SyntheticInputs.RequireFinite(result);
        }

        public void Dispose()
        {
            _latent.Dispose();
            _timesteps.Dispose();
            _context.Dispose();
            unet.Dispose();
        }
    }
}
