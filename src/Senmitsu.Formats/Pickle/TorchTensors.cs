using System.Globalization;

namespace Senmitsu.Formats.Pickle;

/// <summary>The tensors in a saved object under dotted names, as a state dict has them.</summary>
internal static class TorchTensors
{
    private const int MaxDepth = 16, LongestKey = 1024;

    /// <summary>What trainers put a model's weights under; the rest of such a file is no weight.</summary>
    private static readonly string[] Wrappers = ["state_dict", "model_state_dict"];

    /// <summary>Every tensor. <c>{"state_dict": {"a.b": …}}</c> gives <c>a.b</c>; <c>{"string_to_param": {"*": …}}</c> gives <c>string_to_param.*</c>.</summary>
    /// <param name="content">The saved object.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="PickleException">Names are longer, or entries more, than a file of weights needs.</exception>
    public static IReadOnlyList<(string Name, PickleTensor Tensor)> In(object? content, string path)
    {
        var found = new List<(string, PickleTensor)>();
        var budget = new PickleBudget(path);
        Collect("", Unwrap(content), MaxDepth);
        return found;

        // Depth and count are bounded: a pickle may hold a dictionary in itself, or one dictionary a million times.
        void Collect(string name, object? value, int depth)
        {
            if (value is PickleTensor tensor) found.Add((name, tensor));
            if (value is not PickleDictionary dictionary || depth == 0) return;
            foreach (var (key, inner) in dictionary.Entries)
            {
                budget.Spend(1);
                if (inner is not (PickleTensor or PickleDictionary) || key is not (string or long)) continue;
                var own = Text(key);
                if (own.Length > LongestKey) throw new PickleException(PickleFault.TooLarge, path, $"a name in its pickle has {own.Length} characters, at most {LongestKey} are read. It is no file of weights.");
                var whole = name.Length == 0 ? own : $"{name}.{own}";
                budget.Spend(whole.Length);
                Collect(whole, inner, depth - 1);
            }
        }
    }

    /// <summary>Texts and numbers beside the tensors, such as an embedding's name.</summary>
    public static Dictionary<string, string> Facts(object? content)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in (content as PickleDictionary)?.Entries ?? [])
        {
            if (key is string name && value is string or long or double or bool) facts[name] = Text(value);
        }

        return facts;
    }

    private static object? Unwrap(object? content) =>
        content is PickleDictionary dictionary ? Wrappers.Select(dictionary.Find).OfType<PickleDictionary>().FirstOrDefault() ?? content : content;

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
