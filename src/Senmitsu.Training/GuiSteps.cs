using System.Globalization;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Settings;

namespace Senmitsu.Training;

/// <summary>
/// The steps that kohya_ss computes where "Max train steps" is 0: pictures × repeats / batch / accumulation × epochs, twice as many with regularisation
/// pictures. It does not look into buckets, whose last batches may be smaller, and computes nothing for a file of data sets.
/// </summary>
internal static class GuiSteps
{
    private const int RegularizationFactor = 2;

    /// <summary>What is to be said where our steps are others; null where they are not, or the settings do not come from such a file.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="datasets">The pictures found, by data set.</param>
    /// <param name="steps">Steps that our plan has.</param>
    public static DatasetProblem? Difference(TrainingSettings settings, IReadOnlyList<DatasetContent> datasets, int steps)
    {
        if (settings.Run is not { IsLengthOfGui: true, MaxTrainEpochs: { } epochs }) return null;
        var (theirs, why) = settings.Dataset.DatasetConfig is null
            ? (Compute(settings, datasets, epochs), "it does not count batches by bucket")
            : (RunSettings.UsualSteps, "it computes nothing beside dataset_config, and that is sd-scripts' default");
        if (theirs == steps) return null;
        var path = settings.Dataset.DatasetConfig ?? settings.Dataset.TrainDataDir;
        return new(DatasetProblemKind.GuiSteps, path, string.Create(CultureInfo.InvariantCulture, $"max_train_steps = 0: Epoch = {epochs} makes {steps} steps here, and kohya_ss would train {theirs}, because {why}; give --max_train_steps {theirs} for as many"));
    }

    private static long Compute(TrainingSettings settings, IReadOnlyList<DatasetContent> datasets, int epochs)
    {
        var pictures = datasets.SelectMany(set => set.Images.Subsets).Where(subset => !subset.IsRegularization).Sum(subset => (long)subset.Images.Count * subset.Repeats);
        var factor = settings.Dataset.RegDataDir is null ? 1 : RegularizationFactor;
        return (long)Math.Ceiling((double)pictures / settings.Dataset.BatchSize / settings.Run.GradientAccumulationSteps * epochs * factor);
    }
}
