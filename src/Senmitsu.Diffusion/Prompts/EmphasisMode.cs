namespace Senmitsu.Diffusion.Prompts;

/// <summary>What the weights of a prompt do; AUTOMATIC1111's option <c>emphasis</c>.</summary>
public enum EmphasisMode
{
    /// <summary>Scale the embeddings, then restore their mean.</summary>
    Original,

    /// <summary>Scale the embeddings and leave it at that.</summary>
    NoNorm,

    /// <summary>Nothing: brackets and numbers are read and dropped.</summary>
    Ignore,

    /// <summary>Nothing is read: brackets, numbers and BREAK are words.</summary>
    None,
}
