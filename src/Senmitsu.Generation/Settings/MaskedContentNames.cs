namespace Senmitsu.Generation.Settings;

/// <summary>AUTOMATIC1111's names of what lies under the mask.</summary>
public static class MaskedContentNames
{
    private static readonly (MaskedContent Content, string Name)[] Table =
        [(MaskedContent.Fill, "fill"), (MaskedContent.Original, "original"), (MaskedContent.LatentNoise, "latent noise"), (MaskedContent.LatentNothing, "latent nothing")];

    /// <summary>All names in menu order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Table.Select(row => row.Name)];

    /// <summary>The name of a content.</summary>
    public static string NameOf(MaskedContent content) => Table.Single(row => row.Content == content).Name;

    /// <summary>The content of that name or of A1111's number, letter case ignored; <see langword="null"/> if there is none.</summary>
    public static MaskedContent? Find(string name) => Table
        .Where(row => string.Equals(row.Name, name, StringComparison.OrdinalIgnoreCase) || ((int)row.Content).ToString(System.Globalization.CultureInfo.InvariantCulture) == name)
        .Select(row => (MaskedContent?)row.Content).FirstOrDefault();
}
