namespace Senmitsu.Training.Settings.Kohya;

/// <summary>Where in a file of data sets a key may stand.</summary>
[Flags]
internal enum DatasetLevels
{
    /// <summary>In <c>[general]</c>.</summary>
    General = 1,

    /// <summary>In <c>[[datasets]]</c>.</summary>
    Dataset = 2,

    /// <summary>In <c>[[datasets.subsets]]</c>.</summary>
    Subset = 4,
}
