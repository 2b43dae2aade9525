using System.Globalization;
using Senmitsu.Formats.Infotext;
using Senmitsu.Generation.Settings;
using Senmitsu.Models.Vae;

namespace Senmitsu.Generation;

/// <summary>What changes about the networks ↔ AUTOMATIC1111's keys: token merging, tiling, refiner. Only what differs from the default is written.</summary>
public static class NetworkInfotext
{
    private const string TrueWord = "True", FalseWord = "False";

    /// <summary>Keys that stand before the random generator.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> DescribeMerging(GenerationSettings settings, bool isImageToImage)
    {
        if (settings.TokenMerging > 0) yield return Pair("Token merging ratio", settings.TokenMerging);
        if (!isImageToImage && settings.Hires is { } hires && HiresMerging(settings, hires) is > 0 and var share) yield return Pair("Token merging ratio hr", share);
    }

    /// <summary>Keys whose place is free. "Tiled VAE" is ours: A1111 has no such option, and the picture is the same but for rounding.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Describe(GenerationSettings settings, bool isImageToImage)
    {
        if (settings.Refiner is { } refiner)
        {
            yield return new("Refiner", refiner.Checkpoint);
            yield return Pair("Refiner switch at", refiner.SwitchAt);
            if (!isImageToImage && settings.Hires is not null && refiner.Pass != HiresPass.Second) yield return new("Hires refiner", refiner.Pass.Name());
            if (refiner.SwitchesBySteps) yield return new("Refiner switch by sampling steps", TrueWord);
        }

        if (settings.VaeTiling != VaeTiling.Auto) yield return new("Tiled VAE", settings.VaeTiling == VaeTiling.On ? TrueWord : FalseWord);
    }

    /// <summary>The settings with what an infotext says about networks.</summary>
    /// <exception cref="InvalidSettingsException">A number is none.</exception>
    public static GenerationSettings Read(Infotext infotext, GenerationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(infotext);
        ArgumentNullException.ThrowIfNull(settings);
        return settings with
        {
            IsTiling = Is("Tiling"),
            TokenMerging = Number("Token merging ratio") ?? 0,
            VaeTiling = Is("Tiled VAE") ? VaeTiling.On : infotext.TryGet("Tiled VAE", out var tiled) && tiled == FalseWord ? VaeTiling.Off : VaeTiling.Auto,
            Refiner = infotext.TryGet("Refiner", out var checkpoint) && Number("Refiner switch at") is { } share
                ? new RefinerSettings
                {
                    Checkpoint = checkpoint,
                    SwitchAt = share,
                    SwitchesBySteps = Is("Refiner switch by sampling steps"),
                    Pass = infotext.TryGet("Hires refiner", out var pass) ? HiresPassNames.Find(pass) ?? HiresPass.Second : HiresPass.Second,
                }
                : null,
        };

        bool Is(string key) => infotext.TryGet(key, out var value) && value == TrueWord;

        double? Number(string key) => SamplingInfotext.Number(infotext, key);
    }

    /// <summary>The share that the second pass merges: its own, else the first pass's.</summary>
    internal static double HiresMerging(GenerationSettings settings, HiresSettings hires) => hires.TokenMerging > 0 ? hires.TokenMerging : settings.TokenMerging;

    private static KeyValuePair<string, string> Pair(string key, double value) => new(key, value.ToString(CultureInfo.InvariantCulture));
}
