using Senmitsu.Models;
using Senmitsu.Models.Vae;
using static TorchSharp.torch;

namespace Senmitsu.Benchmarks.Operations;

/// <summary>Latent → picture.</summary>
/// <param name="side">Pixels along one side, a multiple of 8.</param>
/// <param name="inBands">Whether in bands of rows.</param>
internal sealed class VaeDecodeBenchmark(int side = VaeDecodeBenchmark.UsualSide, bool inBands = false) : IBenchmark
{
    private const int UsualSide = 512;

    public string Name => $"vae-decode{(side == UsualSide ? "" : $"-{side}")}{(inBands ? "-bands" : "")}";

    public string Description => $"VAE decode {side}×{side}{(inBands ? " in bands" : "")}";

    public double GigaFlop => Flops.VaeDecode(VaeConfig.StableDiffusion15, side).Total;

    public IPreparedBenchmark Prepare(BenchmarkContext context) => new Prepared(StableDiffusionLoader.LoadVae(context.CheckpointPath, context.DataType, CPU), side, inBands);

    private sealed class Prepared(Vae vae, int side, bool inBands) : IPreparedBenchmark
    {
        private readonly Tensor _latent = SyntheticInputs.Noise(1, vae.Config.LatentChannels, side / vae.Config.Downscale, side / vae.Config.Downscale);

        public void Run()
        {
            using var _ = inference_mode();
            using var result = vae.Decode(_latent, inBands);
            SyntheticInputs.RequireFinite(result);
        }

        public void Dispose()
        {
            _latent.Dispose();
            vae.Dispose();
        }
    }
}
