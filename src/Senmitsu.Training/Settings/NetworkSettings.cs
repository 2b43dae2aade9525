using Senmitsu.Generation.Settings;
using Senmitsu.Models.Lora;
namespace Senmitsu.Training.Settings;

/// <summary>The LoRA.</summary>
public sealed record NetworkSettings
{
    /// <summary>The only kind of network so far, under the name sd-scripts gives it.</summary>
    public const string LoraModule = "networks.lora";

    /// <summary>Kind of network.</summary>
    public string Module { get; init; } = LoraModule;

    /// <summary>Width of each pair (<c>network_dim</c>); 4…128.</summary>
    public int Rank { get; init; } = 4;

    /// <summary>The pair is scaled by alpha / rank. Usually 1, half the rank, or the rank.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>A LoRA file to start from; null = from nothing.</summary>
    public string? Weights { get; init; }

    /// <summary>Train pairs in the UNet.</summary>
    public bool TrainUnet { get; init; } = true;

    /// <summary>Train pairs in the text encoder.</summary>
    public bool TrainTextEncoder { get; init; } = true;

    /// <summary>Width and coverage of the new LoRA.</summary>
    internal LoraSettings ToLora() => new() { Rank = Rank, Alpha = Alpha, CoversUnet = TrainUnet, CoversTextEncoder = TrainTextEncoder };

    internal IEnumerable<SettingProblem> Problems()
    {
        if (Module != LoraModule)
            yield return new("network_module", Module, $"only {LoraModule} is supported", $"use {LoraModule}");
        if (Rank < 1) yield return Rules.Minimum("network_dim", Rank, 1);
        if (Alpha is not > 0 || !double.IsFinite(Alpha)) yield return new("network_alpha", Rules.Text(Alpha), "must be greater than 0", "use 1, or the rank");
        if (!TrainUnet && !TrainTextEncoder)
            yield return new("network_train_unet_only", "true", "excludes network_train_text_encoder_only: nothing would be trained", "give at most one of the two");
    }
}
