namespace Senmitsu.Diffusion.Prompts.Inversions;

/// <summary>Finds words with learned vectors among the tokens of a prompt, the longest first.</summary>
/// <param name="names">The words.</param>
public sealed class InversionNames(IEnumerable<InversionName> names)
{
    private readonly ILookup<int, InversionName> _byFirstId = names
        .Where(name => name.TokenIds.Count > 0)
        .OrderByDescending(name => name.TokenIds.Count)
        .ToLookup(name => name.TokenIds[0]);

    /// <summary>None.</summary>
    public static InversionNames Empty { get; } = new([]);

    /// <summary>The word that begins at a token, or <see langword="null"/>.</summary>
    /// <param name="ids">Tokens of one weighted text.</param>
    /// <param name="position">0-based.</param>
    public InversionName? At(IReadOnlyList<int> ids, int position)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return _byFirstId[ids[position]].FirstOrDefault(name => position + name.TokenIds.Count <= ids.Count && name.TokenIds.SequenceEqual(ids.Skip(position).Take(name.TokenIds.Count)));
    }
}
