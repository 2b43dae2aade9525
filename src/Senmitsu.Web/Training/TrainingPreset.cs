namespace Senmitsu.Web.Training;

/// <summary>How much time a training may take: the values a beginner would have to know.</summary>
/// <param name="Name">On the button.</param>
/// <param name="Resolution">Pixels a side.</param>
/// <param name="Epochs">Epochs.</param>
/// <param name="SaveEvery">Epochs from one save to the next.</param>
/// <param name="Rank">Rank and alpha.</param>
public sealed record TrainingPreset(Phrase Name, int Resolution, int Epochs, int SaveEvery, int Rank)
{
    /// <summary>To see whether it goes in the right direction, in minutes on a card, in an hour on a processor.</summary>
    public static TrainingPreset Quick { get; } = new(new("Quick try", "お試し"), 256, 10, 5, 16);

    /// <summary>Enough for a face from ten pictures.</summary>
    public static TrainingPreset Standard { get; } = new(new("Standard", "標準"), 512, 20, 4, 32);

    /// <summary>Twice as long, with more saves to choose from.</summary>
    public static TrainingPreset Thorough { get; } = new(new("Thorough", "じっくり"), 512, 40, 5, 32);

    /// <summary>All presets, the quickest first.</summary>
    public static IReadOnlyList<TrainingPreset> All { get; } = [Quick, Standard, Thorough];

    /// <summary>Puts the values into the fields.</summary>
    public void Apply(TrainingForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        form.Set("max_resolution", $"{Resolution},{Resolution}");
        form.Set("epoch", (long)Epochs);
        form.Set("save_every_n_epochs", (long)SaveEvery);
        form.Set("network_dim", (long)Rank);
        form.Set("network_alpha", (long)Rank);
        form.Set("sample_every_n_epochs", (long)SaveEvery);
    }

    /// <summary>Whether the fields hold these values.</summary>
    public bool IsIn(TrainingForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.Text("max_resolution") == $"{Resolution},{Resolution}" && form.Number("epoch") == Epochs && form.Number("network_dim") == Rank;
    }
}
