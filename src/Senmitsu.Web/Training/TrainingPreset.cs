using System.Globalization;
using Senmitsu.Web.Localization;

namespace Senmitsu.Web.Training;

/// <summary>How much time a training may take: the values a beginner would have to know.</summary>
/// <param name="Name">On the button.</param>
/// <param name="Resolution">Pixels a side, if the checkpoint was trained for that many.</param>
/// <param name="Epochs">Epochs.</param>
/// <param name="SaveEvery">Epochs from one save to the next.</param>
/// <param name="Rank">Rank and alpha.</param>
public sealed record TrainingPreset(Phrase Name, int Resolution, int Epochs, int SaveEvery, int Rank)
{
    /// <summary>kohya_ss' own.</summary>
    private const int UsualLeastBucket = 256;

    /// <summary>To see whether it goes in the right direction, in minutes on a card, in an hour on a processor.</summary>
    public static TrainingPreset Quick { get; } = new(new("Quick try", "お試し"), 256, 10, 5, 16);

    /// <summary>Enough for a face from ten pictures.</summary>
    public static TrainingPreset Standard { get; } = new(new("Standard", "標準"), 512, 20, 4, 32);

    /// <summary>Twice as long, with more saves to choose from.</summary>
    public static TrainingPreset Thorough { get; } = new(new("Thorough", "じっくり"), 512, 40, 5, 32);

    /// <summary>All presets, the quickest first.</summary>
    public static IReadOnlyList<TrainingPreset> All { get; } = [Quick, Standard, Thorough];

    /// <summary>Puts the values into the fields.</summary>
    /// <param name="form">The fields.</param>
    /// <param name="side">Pixels a side that the checkpoint was trained for.</param>
    public void Apply(TrainingForm form, int side)
    {
        ArgumentNullException.ThrowIfNull(form);
        form.Set("max_resolution", SizeFor(side));
        form.Set("min_bucket_reso", (long)Math.Min(UsualLeastBucket, side / 2));
        form.Set("epoch", (long)Epochs);
        form.Set("save_every_n_epochs", (long)SaveEvery);
        form.Set("network_dim", (long)Rank);
        form.Set("network_alpha", (long)Rank);
        form.Set("sample_every_n_epochs", (long)SaveEvery);
    }

    /// <summary>Whether the fields hold these values.</summary>
    /// <inheritdoc cref="Apply"/>
    public bool IsIn(TrainingForm form, int side)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.Text("max_resolution") == SizeFor(side) && form.Number("epoch") == Epochs && form.Number("network_dim") == Rank;
    }

    private string SizeFor(int side) => string.Create(CultureInfo.InvariantCulture, $"{Math.Min(Resolution, side)},{Math.Min(Resolution, side)}");
}
