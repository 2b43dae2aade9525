using Senmitsu.Formats.Infotext;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>Adds what a script says to the infotext of pictures, where A1111 has it.</summary>
internal static class InfotextKeys
{
    /// <summary>The infotext with further keys, before the version.</summary>
    public static Infotext Add(Infotext infotext, IEnumerable<KeyValuePair<string, string>> keys)
    {
        var parameters = infotext.Parameters.ToList();
        var version = parameters.FindIndex(pair => pair.Key == "Version");
        parameters.InsertRange(version < 0 ? parameters.Count : version, keys);
        return new Infotext(infotext.Prompt, infotext.NegativePrompt, parameters);
    }
}
