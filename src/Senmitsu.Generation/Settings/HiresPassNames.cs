namespace Senmitsu.Generation.Settings;

/// <summary>AUTOMATIC1111's names of the passes.</summary>
public static class HiresPassNames
{
    private static readonly (HiresPass Pass, string Name)[] Table = [(HiresPass.Second, "second pass"), (HiresPass.First, "first pass"), (HiresPass.Both, "both passes")];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Table.Select(row => row.Name)];

    /// <summary>The name of a pass.</summary>
    public static string Name(this HiresPass pass) => Table.Single(row => row.Pass == pass).Name;

    /// <summary>The pass of that name, with or without the word "pass"; <see langword="null"/> if there is none.</summary>
    public static HiresPass? Find(string name) =>
        Table.Where(row => row.Name == name || row.Name.Split(' ')[0] == name).Select(row => (HiresPass?)row.Pass).FirstOrDefault();
}
