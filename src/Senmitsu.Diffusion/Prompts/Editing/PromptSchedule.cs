namespace Senmitsu.Diffusion.Prompts.Editing;

/// <summary>
/// A prompt with its editing resolved: <c>[from:to:0.5]</c>, <c>[to:3]</c>, <c>[from::3]</c> and <c>[one|other]</c>, nested at will, as
/// AUTOMATIC1111 reads them (<c>AUTOMATIC1111/stable-diffusion-webui</c> <c>modules/prompt_parser.py</c>).
/// </summary>
/// <param name="Entries">At least one, with rising ends; the last ends with the pass.</param>
public sealed record PromptSchedule(IReadOnlyList<ScheduledText> Entries)
{
    /// <summary>Resolves a prompt. One that does not follow the grammar, as with a <c>|</c> outside brackets, stays as it is.</summary>
    /// <param name="prompt">A prompt, or one part of a composed prompt.</param>
    /// <param name="timeline">What its numbers count.</param>
    public static PromptSchedule Resolve(string prompt, PromptTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(timeline);
        if (new PromptTreeReader(prompt).Read() is not { } tree) return new([new(timeline.Calls, prompt)]);
        var ends = new SortedSet<int> { timeline.Calls };
        tree.AddEnds(ends, timeline);
        return new([.. ends.Select(end => new ScheduledText(end, tree.At(end, timeline)))]);
    }

    /// <summary>
    /// Index of the entry that a denoiser call uses. AUTOMATIC1111 compares calls counted from 0 with ends counted from 1, so the first
    /// entry holds one call longer than written; calls after the last end use the first entry again.
    /// </summary>
    /// <param name="ends">The ends of the entries, rising.</param>
    /// <param name="call">Counted from 0.</param>
    public static int IndexAt(IReadOnlyList<int> ends, int call)
    {
        ArgumentNullException.ThrowIfNull(ends);
        for (var i = 0; i < ends.Count; i++)
        {
            if (ends[i] >= call) return i;
        }

        return 0;
    }
}
