namespace Senmitsu.Studio.Models;

/// <summary>The small model that comes with the program: it paints portraits of 128×128 pixels, so that everything can be tried offline.</summary>
public static class BuiltInModel
{
    /// <summary>Its folder: checkpoint, tokenizer, probe and model card.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "models", "demo");
}
