namespace Senmitsu.Diffusion.Prompts;

/// <summary>AUTOMATIC1111's names of the emphasis modes.</summary>
public static class EmphasisModes
{
    private static readonly (EmphasisMode Mode, string Name)[] Names =
    [
        (EmphasisMode.Original, "Original"),
        (EmphasisMode.NoNorm, "No norm"),
        (EmphasisMode.Ignore, "Ignore"),
        (EmphasisMode.None, "None"),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names.Select(pair => pair.Name)];

    /// <summary>The name of a mode.</summary>
    public static string Name(this EmphasisMode mode) => Names.Single(pair => pair.Mode == mode).Name;

    /// <summary>The mode of a name, letter case ignored; <see langword="null"/> if there is none.</summary>
    public static EmphasisMode? Find(string name)
    {
        foreach (var pair in Names)
        {
            if (string.Equals(pair.Name, name, StringComparison.OrdinalIgnoreCase)) return pair.Mode;
        }

        return null;
    }
}
