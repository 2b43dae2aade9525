using System.Globalization;
using Senmitsu.Generation.Settings;

namespace Senmitsu.Training.Samples;

/// <summary>One picture to make while training. Defaults are sd-scripts'.</summary>
public sealed record SamplePrompt
{
    private const int SmallestSide = 64;

    /// <summary>What the picture shows.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>What it should not show.</summary>
    public string NegativePrompt { get; init; } = "";

    /// <summary>Pixels across.</summary>
    public int Width { get; init; } = 512;

    /// <summary>Pixels down.</summary>
    public int Height { get; init; } = 512;

    /// <summary>Seed, 0…2⁶³−1; null = another one each time.</summary>
    public long? Seed { get; init; }

    /// <summary>Sampling steps.</summary>
    public int Steps { get; init; } = 30;

    /// <summary>Guidance strength.</summary>
    public double CfgScale { get; init; } = 7.5;

    /// <summary>sd-scripts' name of the sampler; null = that of the run.</summary>
    public string? Sampler { get; init; }

    /// <summary>Understands the options of a prompt file. What is no number where one belongs is left out, as sd-scripts does.</summary>
    /// <param name="options">Texts by sd-scripts' key.</param>
    public static SamplePrompt FromOptions(IReadOnlyDictionary<string, string> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var defaults = new SamplePrompt();
        return new SamplePrompt
        {
            Prompt = Text("prompt") ?? "",
            NegativePrompt = Text("negative_prompt") ?? "",
            Width = Whole("width") ?? defaults.Width,
            Height = Whole("height") ?? defaults.Height,
            Seed = Number("seed") is >= 0 and var seed ? seed : null, // a line of sd-scripts knows no sign
            Steps = Whole("sample_steps") ?? defaults.Steps,
            CfgScale = double.TryParse(Text("scale"), NumberStyles.Float, CultureInfo.InvariantCulture, out var scale) ? scale : defaults.CfgScale,
            Sampler = Text("sample_sampler"),
        };

        string? Text(string key) => options.GetValueOrDefault(key);

        long? Number(string key) => long.TryParse(Text(key), NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) ? whole : null;

        int? Whole(string key) => Number(key) is >= int.MinValue and <= int.MaxValue and var whole ? (int)whole : null;
    }

    /// <summary>What the generator needs; sides are cut to multiples of 8, at least 64, steps to 1…1000.</summary>
    /// <param name="seed">The seed to use.</param>
    /// <param name="sampler">Sampler of prompts that name none.</param>
    /// <param name="clipSkip">1 = last layer of the text encoder.</param>
    public GenerationSettings ToGeneration(long seed, string sampler, int clipSkip) => new()
    {
        Prompt = Prompt,
        NegativePrompt = NegativePrompt,
        Width = Side(Width),
        Height = Side(Height),
        Seed = seed,
        Steps = Math.Clamp(Steps, 1, 1000),
        CfgScale = CfgScale,
        Sampler = SamplerNames.Find(Sampler ?? sampler) ?? Sampler ?? sampler,
        ClipSkip = clipSkip,
    };

    private static int Side(int pixels) => Math.Max(SmallestSide, pixels / GenerationSettings.SizeStep * GenerationSettings.SizeStep);
}
