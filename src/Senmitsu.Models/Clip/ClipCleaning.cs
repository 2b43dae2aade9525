namespace Senmitsu.Models.Clip;

/// <summary>How much of a prompt is repaired before it is tokenized.</summary>
public enum ClipCleaning
{
    /// <summary>As CLIP's training, kohya sd-scripts and AUTOMATIC1111 do: quotes, ligatures, widths, HTML references, control characters.</summary>
    Ftfy,

    /// <summary>As the tokenizers of transformers 5 do: Unicode form C, single spaces and lower case only.</summary>
    Plain,
}
