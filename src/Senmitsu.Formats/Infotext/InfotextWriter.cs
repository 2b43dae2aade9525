using System.Text;

namespace Senmitsu.Formats.Infotext;

/// <summary>Writes the text that AUTOMATIC1111's web UI writes into pictures.</summary>
/// <remarks>
/// Readers recognise parameters only when there are at least three. The usual order is Steps, Sampler, Schedule type,
/// CFG scale, Seed, Size, Model hash, Model, …, Version.
/// </remarks>
public static class InfotextWriter
{
    /// <summary>Writes prompt, negative prompt and parameters, each from its own line on.</summary>
    public static string Write(Infotext infotext)
    {
        ArgumentNullException.ThrowIfNull(infotext);
        var text = new StringBuilder(infotext.Prompt);
        if (infotext.NegativePrompt.Length > 0) text.Append('\n').Append(InfotextParser.NegativeMark).Append(' ').Append(infotext.NegativePrompt);
        text.Append('\n').Append(WriteParameters(infotext.Parameters));
        return text.ToString().Trim();
    }

    /// <summary>Writes the parameters alone, in the given order, as one line.</summary>
    public static string WriteParameters(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join(", ", parameters.Select(pair => pair.Key == pair.Value ? pair.Key : $"{pair.Key}: {InfotextQuoting.Quote(pair.Value)}"));
}
