namespace Senmitsu.Generation;

/// <summary>The prompts of a job as another text encoder than the first pass's sees them, encoded when they are first needed. Owns them.</summary>
/// <param name="prepare">Prepares the prompts for the model that is active.</param>
internal sealed class LatePrompts(Func<PreparedPrompts> prepare) : IDisposable
{
    private readonly Dictionary<bool, PromptGuidance> _guidances = [];
    private PreparedPrompts? _prompts;

    /// <summary>Embeddings that are named in what was encoded and cannot be used.</summary>
    public IReadOnlyList<string> Notes => _prompts?.Notes ?? [];

    /// <summary>Name and hash of the embeddings that were named in what was encoded, for infotext.</summary>
    public IReadOnlyList<(string Name, string Hash)> Hashes(CancellationToken token) => _prompts?.Hashes([.. _guidances.Values.SelectMany(guidance => guidance.Inversions).Distinct()], token) ?? [];

    /// <summary>The guidance of a pass.</summary>
    /// <param name="isHires">Whether it is the second pass of a hires fix.</param>
    /// <param name="encode">Encodes the prompts of the pass.</param>
    public PromptGuidance Of(bool isHires, Func<PreparedPrompts, PromptGuidance> encode)
    {
        if (_guidances.TryGetValue(isHires, out var known)) return known;
        _prompts ??= prepare();
        return _guidances[isHires] = encode(_prompts);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var guidance in _guidances.Values) guidance.Dispose();
        _prompts?.Dispose();
    }
}
