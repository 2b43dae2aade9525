using System.Security.Cryptography;

namespace Senmitsu.Studio.Tokenizers;

/// <summary>One of the two files of CLIP's tokenizer, as published with openai/clip-vit-large-patch14.</summary>
/// <param name="Name">File name.</param>
/// <param name="Versions">The byte sequences that are accepted, all of the same meaning.</param>
public sealed record TokenizerFile(string Name, IReadOnlyList<PublishedContent> Versions)
{
    /// <summary>The repository on the Hugging Face hub that every Stable Diffusion 1.x model refers to.</summary>
    public const string Repository = "openai/clip-vit-large-patch14";

    /// <summary>Token text and ids.</summary>
    public static TokenizerFile Vocabulary { get; } = new("vocab.json",
    [
        new(961_143, "3f0c4f7d2086b61b38487075278ea9ed04edb53a03cbb045b86c27190fa8fb69"), // in the repository: ordered by id
        new(1_059_962, "e089ad92ba36837a0d31433e555c8f45fe601ab5c221d4f607ded32d9f7a4349"), // as saved with Stable Diffusion 1.5: indented, by text
    ]);

    /// <summary>Pairs in the order in which they are merged.</summary>
    public static TokenizerFile Merges { get; } = new("merges.txt",
        [new(524_619, "9fd691f7c8039210e0fced15865466c65820d09b63988b0174bfe25de299051a")]);

    /// <summary>Both files.</summary>
    public static IReadOnlyList<TokenizerFile> All { get; } = [Vocabulary, Merges];

    /// <summary>Size of the largest version.</summary>
    public long MaxSizeInBytes => Versions.Max(version => version.SizeInBytes);

    /// <summary>Whether a folder holds both files, and neither is empty.</summary>
    public static bool AllIn(string folder) => All.All(file => new FileInfo(Path.Combine(folder, file.Name)) is { Exists: true, Length: > 0 });

    /// <summary>Whether a file on disk is one of the published versions.</summary>
    public async Task<bool> IsPublishedAsync(string path, CancellationToken token)
    {
        await using var stream = File.OpenRead(path);
        long size = stream.Length;
        if (Versions.All(version => version.SizeInBytes != size)) return false;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, token).ConfigureAwait(false));
        return Versions.Any(version => version.SizeInBytes == size && version.Sha256 == hash);
    }
}
