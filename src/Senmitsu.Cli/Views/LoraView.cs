using System.Globalization;
using Senmitsu.Studio.Loras;

namespace Senmitsu.Cli.Views;

/// <summary>Shows what LoRA tools found and made.</summary>
internal static class LoraView
{
    private const int Width = 14, MostSettings = 200;

    /// <summary>For people: what a LoRA is.</summary>
    public static void Write(TextWriter writer, LoraDescription description)
    {
        Line("file", $"{description.Path} ({Megabytes(description.SizeInBytes)})");
        Line("family", Counts(description.Families));
        Line("modules", $"{description.TextEncoderModules} text encoder, {description.UnetModules} UNet");
        Line("rank", Counts(description.Ranks));
        Line("alpha", Counts(description.Alphas));
        Line("format", string.Join(", ", description.DataTypes.Keys));
        if (description.OutputName is not null) Line("alias", description.OutputName);
        if (description.BaseModel is not null) Line("trained on", description.BaseModel);
        Line("hashes", $"{description.Hashes.Shown} (web UI), {description.Hashes.AutoV2} (AutoV2){(description.Hashes.AutoV3 is { } tensors ? $", {tensors} (AutoV3)" : "")}");
        if (description.TriggerWords.Count > 0) Line("tags", string.Join(", ", description.TriggerWords.Select(tag => $"{tag.Tag} ({tag.Count})")));
        foreach (var (key, value) in description.Training) Line($"  {key}", value.Length > MostSettings ? value[..MostSettings] + "…" : value);
        if (description.UnknownKeys.Count > 0) Line("unknown keys", $"{description.UnknownKeys.Count}, such as {description.UnknownKeys[0]}");

        void Line(string name, string value) => writer.WriteLine($"{name.PadRight(Width)} {value}");
    }

    /// <summary>For people: what is right and wrong.</summary>
    public static void Write(TextWriter writer, LoraVerification verification)
    {
        writer.WriteLine($"{verification.Path}: {verification.Modules} modules");
        foreach (var problem in verification.Problems) writer.WriteLine($"→ {problem}");
        foreach (var note in verification.Notes) writer.WriteLine($"  {note}");
        if (verification.Effect is { } effect)
        {
            writer.WriteLine($"matched {effect.MatchedModules} of {effect.MatchedModules + effect.UnmatchedModules} modules");
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"change at weight 1: text encoder {Share(effect.TextEncoderMean)}, UNet {Share(effect.UnetMean)}, most {effect.Strongest} {Share(effect.StrongestChange)}"));
        }

        writer.WriteLine(verification.IsSound ? "Sound." : "Not sound: see the arrows above.");
    }

    /// <summary>For people: what was made.</summary>
    public static void Write(TextWriter writer, LoraToolReport report)
    {
        writer.WriteLine(report.Output);
        if (report.Modules.Count > 0)
        {
            var ranks = report.Modules.GroupBy(module => module.Rank).OrderBy(group => group.Key).ToDictionary(group => group.Key, group => group.Count());
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Modules.Count} modules, rank {Counts(ranks)}, {report.Retained:P2} of the change kept"));
        }
        else
        {
            writer.WriteLine($"{report.ChangedLayers} layers changed");
        }

        if (report.Unmatched is { Count: > 0 } unmatched) writer.WriteLine($"→ {unmatched.Count} modules have no place in this model, such as {unmatched[0]}");
    }

    /// <summary>For machines.</summary>
    public static object Summary(LoraVerification verification) => new { sound = verification.IsSound, verification.Path, verification.Modules, verification.Problems, verification.Notes, verification.Effect };

    /// <summary>For machines.</summary>
    public static object Summary(LoraToolReport report) => new { report.Output, report.Modules, report.Retained, report.ChangedLayers, report.Unmatched };

    private static string Counts<TKey>(IReadOnlyDictionary<TKey, int> counts)
        where TKey : notnull => counts.Count == 0 ? "none" : counts.Count == 1 ? Text(counts.First().Key) : string.Join(", ", counts.Select(pair => $"{Text(pair.Key)} ({pair.Value})"));

    private static string Text<TKey>(TKey value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Share(double? value) => value is { } share ? share.ToString("P2", CultureInfo.InvariantCulture) : "unchanged";

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:F1} MB");
}
