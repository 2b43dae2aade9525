using Senmitsu.Generation.Settings;
namespace Senmitsu.Training.Settings;

/// <summary>What is trained on.</summary>
public sealed record ModelSettings
{
    /// <summary>The base checkpoint, a file in LDM layout. Required.</summary>
    public string PretrainedModelNameOrPath { get; init; } = "";

    /// <summary>A VAE file to use instead of the checkpoint's; null = the checkpoint's.</summary>
    public string? Vae { get; init; }

    /// <summary>Folder with <c>vocab.json</c> and <c>merges.txt</c>; null = found beside the model or in the models folder.</summary>
    public string? TokenizerDirectory { get; init; }

    /// <summary>Where sd-scripts keeps its tokenizers (<c>tokenizer_cache_dir</c>), searched before other places; null = none.</summary>
    public string? TokenizerCacheDirectory { get; init; }

    /// <summary>True for Stable Diffusion 2.x (<c>v2</c>). A run takes it from the checkpoint.</summary>
    public bool IsVersion2 { get; init; }

    /// <summary>True for a checkpoint that predicts v instead of ε (<c>v_parameterization</c>).</summary>
    public bool PredictsVelocity { get; init; }

    internal IEnumerable<SettingProblem> Problems()
    {
        if (string.IsNullOrWhiteSpace(PretrainedModelNameOrPath))
            yield return new("pretrained_model_name_or_path", "", "the base checkpoint is required", "give the path of a .safetensors checkpoint");
    }
}
