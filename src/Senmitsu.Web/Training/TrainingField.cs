using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Web.Training;

/// <summary>A field of kohya_ss' LoRA tab.</summary>
/// <param name="Key">Its key in kohya_ss' settings file.</param>
/// <param name="Label">kohya_ss' own label.</param>
public sealed record TrainingField(string Key, Phrase Label)
{
    /// <summary>How it looks: by the type of kohya_ss' default.</summary>
    public FieldKind Kind { get; init; } = KohyaGuiKeys.Defaults[Key] switch
    {
        bool => FieldKind.Flag,
        long => FieldKind.Whole,
        double => FieldKind.Real,
        _ => FieldKind.Text,
    };

    /// <summary>Smallest number.</summary>
    public double Min { get; init; }

    /// <summary>Largest number.</summary>
    public double Max { get; init; } = 1_000_000;

    /// <summary>Distance between numbers that arrow keys go.</summary>
    public double Step { get; init; } = 1;

    /// <summary>What can be chosen.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}
