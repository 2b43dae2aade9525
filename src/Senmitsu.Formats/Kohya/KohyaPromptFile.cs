using System.Globalization;
using System.Text.Json;
using Tomlyn;
using Tomlyn.Model;

namespace Senmitsu.Formats.Kohya;

/// <summary>The prompt files of sd-scripts' sample pictures (library/train_util.py, <c>load_prompts</c> and <c>line_to_prompt_dict</c>).</summary>
public static class KohyaPromptFile
{
    private const string OptionMark = " --", PromptKey = "prompt";

    /// <summary>What a line calls an option, and its key.</summary>
    private static readonly Dictionary<string, string> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["w"] = "width",
        ["h"] = "height",
        ["d"] = "seed",
        ["s"] = "sample_steps",
        ["l"] = "scale",
        ["n"] = "negative_prompt",
        ["ss"] = "sample_sampler",
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">
    /// .txt: one prompt a line, options behind <c>--</c>, lines that begin with # are left out. .toml: <c>[prompt]</c> with what is common
    /// and <c>[[prompt.subset]]</c>. .json: a list of texts or of objects.
    /// </param>
    /// <returns>The prompts; each with its options by sd-scripts' key (<c>prompt</c>, <c>width</c>, <c>sample_steps</c>…) as text.</returns>
    /// <exception cref="KohyaConfigException">The file is not what its ending says.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string path)
    {
        var text = KohyaTextFile.Read(path);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".json" => ParseJson(text, path),
            ".toml" => ParseToml(text, path),
            _ => ParseText(text),
        };
    }

    /// <summary>Reads the text of a .txt file.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> ParseText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(ParseLine)];
    }

    /// <summary>Reads one line such as <c>a dog --n blurry --w 512 --h 768 --d 1 --l 7.5 --s 28 --ss euler_a</c>.</summary>
    public static IReadOnlyDictionary<string, string> ParseLine(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var pieces = line.Split(OptionMark);
        var options = new Dictionary<string, string>(StringComparer.Ordinal) { [PromptKey] = pieces[0] };
        foreach (var piece in pieces.Skip(1))
        {
            var space = piece.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && Keys.TryGetValue(piece[..space], out var key)) options[key] = piece[(space + 1)..].Trim();
        }

        return options;
    }

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> ParseJson(string text, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Array) throw new KohyaConfigException(path, null, "the file must hold a list of prompts");
            return [.. document.RootElement.EnumerateArray().Select(FromJson)];
        }
        catch (JsonException e)
        {
            throw new KohyaConfigException(path, e.LineNumber is { } line ? (int)line + 1 : null, $"the file is not JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            // Half a surrogate pair, as in "\ud800", is found only when the text is taken out.
            throw new KohyaConfigException(path, null, "the file holds a text that is not Unicode", e);
        }

        IReadOnlyDictionary<string, string> FromJson(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.String => ParseLine(element.GetString()!),
            JsonValueKind.Object => Options(element),
            _ => throw new KohyaConfigException(path, null, $"a prompt is a text or an object, not {element.ValueKind}"),
        };
    }

    /// <summary>The last of equal names counts, as in Python.</summary>
    private static Dictionary<string, string> Options(JsonElement element)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject()) options[property.Name] = property.Value.ToString();
        return options;
    }

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> ParseToml(string text, string path)
    {
        TomlTable root;
        try
        {
            root = TomlSerializer.Deserialize<TomlTable>(text) ?? [];
        }
        catch (TomlException e)
        {
            throw new KohyaConfigException(path, e.Line, $"the file is not TOML: {e.Message}", e);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // Tomlyn 2.10, as in KohyaTomlFile: a text that ends inside an escape.
            throw new KohyaConfigException(path, null, "the file is not TOML: a text has an invalid escape", e);
        }

        if (!root.TryGetValue(PromptKey, out var table) || table is not TomlTable common || !common.TryGetValue("subset", out var array) || array is not TomlTableArray subsets)
            throw new KohyaConfigException(path, null, "the file needs [prompt] and at least one [[prompt.subset]]");
        return [.. subsets.Select(subset => Merge(common, subset))];
    }

    private static Dictionary<string, string> Merge(TomlTable common, TomlTable subset)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in common.Concat(subset))
        {
            if (value is not TomlTableArray) options[key] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }

        return options;
    }
}
