using Senmitsu.DemoModel.Truth;

namespace Senmitsu.DemoModel.Demonstration;

/// <summary>Everything the demonstration made and found.</summary>
public sealed record DemoResult
{
    /// <summary>Its folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Portraits from the prompt.</summary>
    public required IReadOnlyList<JudgedPicture> Candidates { get; init; }

    /// <summary>The one that was picked.</summary>
    public required JudgedPicture Keeper { get; init; }

    /// <summary>Variants of it.</summary>
    public required IReadOnlyList<JudgedPicture> Variants { get; init; }

    /// <summary>The pictures that were trained on.</summary>
    public required IReadOnlyList<JudgedPicture> TrainingPictures { get; init; }

    /// <summary>Loss of every step.</summary>
    public required IReadOnlyList<double> Losses { get; init; }

    /// <summary>The saves, judged.</summary>
    public required IReadOnlyList<JudgedSave> Saves { get; init; }

    /// <summary>The best of them, which is installed.</summary>
    public required JudgedSave Best { get; init; }

    /// <summary>The installed LoRA.</summary>
    public required string LoraPath { get; init; }

    /// <summary>CFG scale of the pictures with the LoRA and without.</summary>
    public required double ComparedCfgScale { get; init; }

    /// <summary>Pictures with the LoRA: other places, clothes and moods.</summary>
    public required IReadOnlyList<JudgedPicture> WithLora { get; init; }

    /// <summary>Pictures of the same wishes by words alone.</summary>
    public required IReadOnlyList<JudgedPicture> WithoutLora { get; init; }

    /// <summary>How often the LoRA brings the person.</summary>
    public required HitRate SamePersonWithLora { get; init; }

    /// <summary>How often words alone do.</summary>
    public required HitRate SamePersonWithoutLora { get; init; }

    /// <summary>How often what the prompts name is right with the LoRA, by fact.</summary>
    public required IReadOnlyDictionary<string, HitRate> ObeyedWithLora { get; init; }

    /// <summary>How well the probe that judged does on people it has never seen.</summary>
    public required ProbeErrors Probe { get; init; }

    /// <summary>How long all of it took.</summary>
    public required TimeSpan Elapsed { get; init; }
}
