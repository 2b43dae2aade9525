using Senmitsu.DemoModel.Pretraining;
using Senmitsu.Models.Vae;
using Senmitsu.Numerics.Images;
using static TorchSharp.torch;

namespace Senmitsu.DemoModel.Truth;

/// <summary>What the autoencoder keeps of portraits: the denoising network cannot paint better than that.</summary>
/// <param name="PeakSignalToNoise">Of decoded portraits against painted ones, dB; the mean over portraits.</param>
/// <param name="SamePerson">Share of decoded portraits in which the probe finds the person again.</param>
/// <param name="Agreement">Name of a fact → share of decoded portraits in which the probe sees the truth.</param>
public sealed record ReconstructionTest(double PeakSignalToNoise, double SamePerson, IReadOnlyDictionary<string, double> Agreement)
{
    private const double Range = 2;

    /// <summary>Encodes and decodes portraits.</summary>
    /// <param name="vae">The finished autoencoder. Borrowed.</param>
    /// <param name="judge">The probe. Borrowed.</param>
    /// <param name="portraits">A series that neither has learned from.</param>
    /// <param name="count">How many portraits.</param>
    public static ReconstructionTest Run(Vae vae, PortraitJudge judge, PortraitSource portraits, int count)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(portraits);
        using var _ = no_grad();
        var right = new int[PortraitFact.All.Count];
        var same = 0;
        var peak = 0.0;
        for (var number = 0; number < count; number++)
        {
            using var scope = NewDisposeScope();
            var painted = portraits.Paint(number);
            var pixels = TensorImages.ToPixels(painted);
            var decoded = vae.Decode(vae.Encode(pixels).Mean).to(ScalarType.Float32).clamp(-1, 1);
            peak += 10 * Math.Log10(Range * Range / decoded.sub(pixels).square().mean().item<float>());

            var reading = judge.Read(TensorImages.ToImage(decoded));
            if (judge.IsSamePerson(judge.Read(painted), reading)) same++;
            var (person, scene) = portraits.Facts(number);
            for (var i = 0; i < right.Length; i++) right[i] += reading.Answers[i] == PortraitFact.All[i].Of(person, scene) ? 1 : 0;
        }

        var agreement = PortraitFact.All.Select((fact, i) => KeyValuePair.Create(fact.Name, right[i] / (double)count)).ToDictionary(StringComparer.Ordinal);
        return new ReconstructionTest(peak / count, same / (double)count, agreement);
    }
}
