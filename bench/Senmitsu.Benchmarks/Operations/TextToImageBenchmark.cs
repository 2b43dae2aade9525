using Senmitsu.Models;
using Senmitsu.Models.Vae;
using static TorchSharp.torch;

namespace Senmitsu.Benchmarks.Operations;

/// <summary>A whole picture with all three networks in memory: two prompts encoded, one guided step, decoding in bands where the size asks for it.</summary>
/// <param name="side">Pixels along one side, a multiple of 64.</param>
internal sealed class TextToImageBenchmark(int side) : IBenchmark
{
    private const int PixelsPerLatent = 8, Prompts = 2;

    public string Name => $"txt2img-{side}";

    public string Description => $"prompts, 1 CFG step, decode {side}×{side}";

    public double GigaFlop => 0;

    public IPreparedBenchmark Prepare(BenchmarkContext context)
    {
        var model = context.LoadAll();
        model.VaeTiling = VaeTiling.Auto;
        return new Prepared(model, side / PixelsPerLatent);
    }

    private sealed class Prepared(StableDiffusionModel model, int latentSide) : IPreparedBenchmark
    {
        private readonly Tensor _latent = SyntheticInputs.Noise(1, 4, latentSide, latentSide);
        private readonly Tensor _tokens = SyntheticInputs.Tokens(Prompts, model.TextEncoder.Config);

        public void Run()
        {
            using var _ = inference_mode();
            using var scope = NewDisposeScope();
            var context = model.TextEncoder.Forward(_tokens);
            var predicted = model.Unet.Forward(_latent.expand(Prompts, -1, -1, -1), full([Prompts], 500, ScalarType.Float32), context);
            SyntheticInputs.RequireFinite(model.DecodeLatent(_latent.sub(predicted.narrow(0, 0, 1)).clamp_(-4, 4)));
        }

        public void Dispose()
        {
            _latent.Dispose();
            _tokens.Dispose();
            model.Dispose();
        }
    }
}
