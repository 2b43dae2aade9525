namespace Senmitsu.Studio.Models;

/// <summary>The small model that comes with the program: it paints portraits of 128×128 pixels, so that everything can be tried offline.</summary>
public static class BuiltInModel
{
    /// <summary>What lists call it.</summary>
    public const string Name = "senmitsu-demo";

    /// <summary>Its checkpoint's file name.</summary>
    public const string FileName = $"{Name}.safetensors";

    /// <summary>Its folder: checkpoint, tokenizer, probe and model card.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "models", "demo");

    /// <summary>Its checkpoint; a file that is missing only where somebody has deleted it.</summary>
    public static string Checkpoint { get; } = Path.Combine(Folder, FileName);
}
