using Senmitsu.Formats.Kohya;
using Senmitsu.Generation.Settings;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Training;

/// <summary>Finds the pictures of a run: in kohya's folders, or where a file of data sets says.</summary>
public static class DatasetSource
{
    /// <summary>Reads all data sets.</summary>
    /// <param name="settings">Valid settings.</param>
    /// <param name="token">Tested every picture.</param>
    /// <returns>At least one, each with at least one picture to train.</returns>
    /// <exception cref="DatasetException">There is nothing to train on; the message says what was found instead.</exception>
    /// <exception cref="InvalidSettingsException">The file of data sets cannot be used; all problems are listed.</exception>
    /// <exception cref="KohyaConfigException">The file of data sets cannot be read.</exception>
    public static IReadOnlyList<DatasetContent> Read(DatasetSettings settings, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.DatasetConfig is { } path)
        {
            return [.. KohyaDatasetConfig.Read(path, settings).Select(definition => new DatasetContent(definition, DatasetReader.Read(definition, settings.IsStrict, token)))];
        }

        var reader = new DatasetReader(settings.IsStrict, settings.ToBucketSettings(), token);
        if (settings.InJson is { } metadata) reader.AddFolder(settings.ToSubset() with { Folder = Path.GetFullPath(settings.TrainDataDir), MetadataPath = Path.GetFullPath(metadata) });
        else reader.AddKohyaFolder(settings.TrainDataDir, settings.ToSubset());
        if (settings.RegDataDir is { } regularization) reader.AddKohyaFolder(regularization, settings.ToSubset() with { IsRegularization = true, MaskFolder = null });
        var images = reader.Finish();
        return [new DatasetContent(settings.ToDefinition() with { Subsets = [.. images.Subsets.Select(subset => subset.Definition)] }, images)];
    }
}
