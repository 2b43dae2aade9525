using Senmitsu.Models;
using Senmitsu.Models.Unet;
using static TorchSharp.torch;

namespace Senmitsu.Benchmarks.Operations;

/// <summary>One sampler step with guidance: prompt and negative prompt as one batch through the UNet.</summary>
/// <param name="side">Pixels along one side, a multiple of 64.</param>
internal sealed class UnetStepBenchmark(int side = UnetStepBenchmark.UsualSide) : IBenchmark
{
    private const int UsualSide = 512;
    private const int Batch = 2;
    private const int PixelsPerLatent = 8;

    public string Name => side == UsualSide ? "unet" : $"unet-{side}";

    public string Description => $"UNet CFG step {side}×{side}";

    public double GigaFlop => Batch * Flops.Unet(UnetConfig.StableDiffusion15, side / PixelsPerLatent).Total;

    public IPreparedBenchmark Prepare(BenchmarkContext context) => new Prepared(context.Load(StableDiffusionLoader.LoadUnet), context.DataType, side / PixelsPerLatent);

    private sealed class Prepared(Unet unet, ScalarType dataType, int latentSide) : IPreparedBenchmark
    {
        private readonly Tensor _latent = SyntheticInputs.Noise(Batch, 4, latentSide, latentSide);
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
