using Senmitsu.Models;
using Senmitsu.Models.Clip;
using static TorchSharp.torch;

namespace Senmitsu.Benchmarks.Operations;

/// <summary>Prompt and negative prompt through the text encoder.</summary>
internal sealed class TextEncodeBenchmark : IBenchmark
{
    private const int Prompts = 2;

    public string Name => "text";

    public string Description => "text encode 2×77 tokens";

    public double GigaFlop => Prompts * Flops.Text(ClipTextConfig.VitL14).Total;

    public IPreparedBenchmark Prepare(BenchmarkContext context) => new Prepared(context.Load(StableDiffusionLoader.LoadTextEncoder));

    private sealed class Prepared(ClipTextEncoder encoder) : IPreparedBenchmark
    {
        private readonly Tensor _tokens = SyntheticInputs.Tokens(Prompts, encoder.Config);

        public void Run()
        {
            using var _ = inference_mode();
            encoder.Forward(_tokens).Dispose();
        }

        public void Dispose()
        {
            _tokens.Dispose();
            encoder.Dispose();
        }
    }
}
