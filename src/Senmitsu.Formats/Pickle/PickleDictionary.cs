namespace Senmitsu.Formats.Pickle;

/// <summary>A dictionary of a pickle, in its order; keys may be anything, later entries win.</summary>
internal sealed class PickleDictionary
{
    private readonly List<KeyValuePair<object?, object?>> _entries = [];

    /// <summary>Whether it stands for a <c>ParameterDict</c>, whose entries come with its state.</summary>
    public bool IsParameters { get; init; }

    /// <summary>The entries in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<object?, object?>> Entries => _entries;

    public void Add(object? key, object? value) => _entries.Add(new(key, value));

    /// <summary>The value of a text key, or <see langword="null"/>.</summary>
    public object? Find(string key) => _entries.FindLast(entry => entry.Key is string name && name == key).Value;
}
