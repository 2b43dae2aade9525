using Senmitsu.Formats.Kohya;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>One key of a file of data sets.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Levels">Where it may stand.</param>
/// <param name="Rule">What its value must be, for people.</param>
/// <param name="ToDataset">Puts a value into a data set; null where it does not concern one, or the value is not right.</param>
/// <param name="ToSubset">Puts a value into a folder; null where it does not concern one, or the value is not right.</param>
internal sealed record KohyaDatasetKey(
    string Name,
    DatasetLevels Levels,
    string Rule,
    Func<DatasetDefinition, KohyaValue, DatasetDefinition?> ToDataset,
    Func<SubsetDefinition, KohyaValue, SubsetDefinition?> ToSubset);
