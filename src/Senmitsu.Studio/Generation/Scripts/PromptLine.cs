using Senmitsu.Formats.Python;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>A line of <see cref="PromptsFromFile"/>: a prompt, or options such as <c>--prompt a cat --steps 30</c>.</summary>
/// <param name="Number">From 1, blank lines counted.</param>
/// <param name="Options">Values by AUTOMATIC1111's names; all of them known.</param>
internal sealed record PromptLine(int Number, IReadOnlyDictionary<string, string> Options)
{
    private const string Prompt = "prompt", NegativePrompt = "negative_prompt";

    /// <summary>Reads all lines that are not blank.</summary>
    /// <param name="text">Lines.</param>
    /// <param name="note">Told what is legal and probably not meant.</param>
    /// <exception cref="UserErrorException">A line is not understood, or there is none.</exception>
    public static IReadOnlyList<PromptLine> ReadAll(string text, Action<string> note)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select((line, i) => (Text: line.Trim(), Number: i + 1)).Where(line => line.Text.Length > 0).ToList();
        if (lines.Count == 0) throw new UserErrorException($"{PromptsFromFile.ScriptTitle}: there are no lines. Write one prompt a line, or lines of options such as --prompt \"a cat\" --steps 30.");
        return [.. lines.Select(line => Read(line.Number, line.Text, note))];
    }

    /// <summary>A value; <see langword="null"/> if the line does not give it.</summary>
    public string? this[string option] => Options.GetValueOrDefault(option);

    /// <summary>A message about this line.</summary>
    public UserErrorException Error(string message) => Error(Number, message);

    private static UserErrorException Error(int number, string message) => new($"{PromptsFromFile.ScriptTitle}, line {number}: {message}");

    private static PromptLine Read(int number, string text, Action<string> note)
    {
        // "a cat -- at night" is a prompt in A1111 too, since options begin the line.
        if (!text.StartsWith("--", StringComparison.Ordinal))
        {
            if (text.Contains(" --", StringComparison.Ordinal)) note($"{PromptsFromFile.ScriptTitle}, line {number}: '--' is part of the prompt, because the line does not begin with it; for options write --prompt first");
            return new(number, new Dictionary<string, string> { [Prompt] = text });
        }

        var words = Words(number, text);
        var options = new Dictionary<string, string>();
        for (var i = 0; i < words.Count;)
        {
            var word = words[i++];
            if (!word.StartsWith("--", StringComparison.Ordinal)) throw Error(number, $"'{word}' is no option. Options begin with --; put values with blanks between quotation marks.");
            var name = word[2..];
            PromptLineOptions.RequireKnown(name, message => Error(number, message));
            if (i == words.Count) throw Error(number, $"--{name} has no value. Write one behind it.");
            var value = words[i++];
            if (name is Prompt or NegativePrompt)
            {
                while (i < words.Count && !words[i].StartsWith("--", StringComparison.Ordinal)) value += $" {words[i++]}";
            }

            options[name] = value;
        }

        return new(number, options);
    }

    private static IReadOnlyList<string> Words(int number, string text)
    {
        try
        {
            return PythonWords.Split(text);
        }
        catch (FormatException e)
        {
            throw Error(number, $"{e.Message}.");
        }
    }
}
