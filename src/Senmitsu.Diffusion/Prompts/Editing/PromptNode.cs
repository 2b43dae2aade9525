namespace Senmitsu.Diffusion.Prompts.Editing;

/// <summary>A piece of a prompt whose text may depend on the denoiser call.</summary>
internal abstract record PromptNode
{
    private PromptNode()
    {
    }

    /// <summary>Adds the calls, counted from 1, after which the text may change.</summary>
    public abstract void AddEnds(SortedSet<int> ends, PromptTimeline timeline);

    /// <summary>The text at a call, counted from 1.</summary>
    public abstract string At(int call, PromptTimeline timeline);

    /// <summary>Text that is the same at every call.</summary>
    public sealed record Plain(string Text) : PromptNode
    {
        public override void AddEnds(SortedSet<int> ends, PromptTimeline timeline)
        {
        }

        public override string At(int call, PromptTimeline timeline) => Text;
    }

    /// <summary>Pieces in a row; emphasis is such a row with its brackets.</summary>
    public sealed record Row(IReadOnlyList<PromptNode> Pieces) : PromptNode
    {
        public override void AddEnds(SortedSet<int> ends, PromptTimeline timeline)
        {
            foreach (var piece in Pieces) piece.AddEnds(ends, timeline);
        }

        public override string At(int call, PromptTimeline timeline) => string.Concat(Pieces.Select(piece => piece.At(call, timeline)));
    }

    /// <summary><c>[from:to:when]</c>.</summary>
    public sealed record Edit(PromptNode? From, PromptNode To, string When) : PromptNode
    {
        public override void AddEnds(SortedSet<int> ends, PromptTimeline timeline)
        {
            From?.AddEnds(ends, timeline);
            To.AddEnds(ends, timeline);
            if (timeline.Switch(When) is >= 1 and var end) ends.Add(end);
        }

        public override string At(int call, PromptTimeline timeline) => (call <= timeline.Switch(When) ? From : To)?.At(call, timeline) ?? "";
    }

    /// <summary><c>[one|other|…]</c>: the next at every call.</summary>
    public sealed record Alternation(IReadOnlyList<PromptNode> Options) : PromptNode
    {
        public override void AddEnds(SortedSet<int> ends, PromptTimeline timeline)
        {
            for (var end = 1; end <= timeline.Calls; end++) ends.Add(end);
            foreach (var option in Options) option.AddEnds(ends, timeline);
        }

        public override string At(int call, PromptTimeline timeline) => Options[(call - 1) % Options.Count].At(call, timeline);
    }
}
