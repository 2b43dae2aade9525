namespace Senmitsu.Studio.Models;

/// <summary>Names by which a page or a picture calls a model.</summary>
internal static class ModelNames
{
    /// <summary>Whether a name leads out of the folder in which it is looked for, so that it is none.</summary>
    public static bool LeadElsewhere(string name) => Path.IsPathRooted(name) || name.Contains(':', StringComparison.Ordinal) || name.Split('/', '\\').Contains("..");
}
