namespace Senmitsu.Studio.Tokenizers;

/// <summary>Why CLIP's tokenizer is not there.</summary>
public enum TokenizerFault
{
    /// <summary>A folder that was given lacks the files.</summary>
    NotFound,

    /// <summary>The hub cannot be reached, or downloads are forbidden.</summary>
    Offline,

    /// <summary>The hub answers, but refuses or does not have the file.</summary>
    Refused,

    /// <summary>The hub sent something else than the published file.</summary>
    WrongContent,

    /// <summary>The file cannot be written.</summary>
    NotWritable,
}
