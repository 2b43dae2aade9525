namespace Senmitsu.Web.Localization;

/// <summary>What the doctor's lines are called.</summary>
public static class FindingTopics
{
    private static readonly Dictionary<string, Phrase> Names = new()
    {
        ["system"] = new("system", "システム"),
        [".NET"] = new(".NET", ".NET"),
        ["processor"] = new("processor", "プロセッサ"),
        ["memory"] = new("memory", "メモリ"),
        ["tensor engine"] = new("tensor engine", "テンソルエンジン"),
        ["device"] = new("device", "デバイス"),
        ["precision"] = new("precision", "精度"),
        ["speed"] = new("speed", "速度"),
        ["data folder"] = new("data folder", "データフォルダ"),
        ["free disk"] = new("free disk", "ディスクの空き"),
        ["CLIP tokenizer"] = new("CLIP tokenizer", "CLIP トークナイザー"),
    };

    /// <summary>The name of a line; the doctor's own for one that has no words yet.</summary>
    /// <param name="topic">As the doctor calls it.</param>
    public static Phrase Of(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return Names.GetValueOrDefault(topic) ?? new(topic, topic);
    }
}
