namespace Senmitsu.Studio.Tokenizers;

/// <summary>Where CLIP's tokenizer may be found.</summary>
public sealed record TokenizerSearch
{
    /// <summary>The hub when <see cref="Endpoint"/> names no other.</summary>
    public const string DefaultEndpoint = "https://huggingface.co";

    /// <summary>The program's own data folder, where a download is kept.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The folder given with <c>--tokenizer</c>; nothing else is searched then.</summary>
    public string? ExplicitFolder { get; init; }

    /// <summary>The folder given with <c>--tokenizer_cache_dir</c>, where sd-scripts keeps tokenizers; searched first, though it may be empty.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>The checkpoint in use; its folder and the folders above are searched.</summary>
    public string? ModelFile { get; init; }

    /// <summary>The folder given with <c>--models</c>: an AUTOMATIC1111 or ComfyUI tree, or the <c>models</c> folder in it.</summary>
    public string? ModelsFolder { get; init; }

    /// <summary>The cache of the Hugging Face libraries (<c>…/hub</c>).</summary>
    public string? HubCache { get; init; }

    /// <summary>The hub or a mirror of it. Default <see cref="DefaultEndpoint"/>.</summary>
    public string Endpoint { get; init; } = DefaultEndpoint;

    /// <summary>Forbids downloads.</summary>
    public bool IsOffline { get; init; }

    /// <summary>Where a download is kept: <c>models/tokenizer/clip-vit-large-patch14</c> in the data folder.</summary>
    public string DownloadFolder => Path.Combine(DataFolder, "models", "tokenizer", "clip-vit-large-patch14");

    /// <summary>Follows the variables of the Hugging Face libraries: HF_HUB_CACHE, HF_HOME, XDG_CACHE_HOME, HF_ENDPOINT, HF_HUB_OFFLINE.</summary>
    /// <param name="dataFolder">The program's own data folder.</param>
    /// <param name="environment">Looks up a variable, null when unset: <see cref="Environment.GetEnvironmentVariable(string)"/> in the program.</param>
    public static TokenizerSearch FromEnvironment(string dataFolder, Func<string, string?> environment)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        ArgumentNullException.ThrowIfNull(environment);
        string? Value(string name) => environment(name) is { Length: > 0 } value ? value : null;

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var cache = Value("XDG_CACHE_HOME") ?? Path.Combine(home, ".cache");
        var hubHome = Value("HF_HOME") ?? Path.Combine(cache, "huggingface");
        return new TokenizerSearch
        {
            DataFolder = dataFolder,
            HubCache = Value("HF_HUB_CACHE") ?? Value("HUGGINGFACE_HUB_CACHE") ?? Path.Combine(hubHome, "hub"),
            Endpoint = Value("HF_ENDPOINT") ?? DefaultEndpoint,
            IsOffline = Value("HF_HUB_OFFLINE")?.ToUpperInvariant() is "1" or "ON" or "YES" or "TRUE",
        };
    }
}
