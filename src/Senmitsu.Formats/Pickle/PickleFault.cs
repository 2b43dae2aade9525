namespace Senmitsu.Formats.Pickle;

/// <summary>Every way in which a file of <c>torch.save</c> can be refused.</summary>
public enum PickleFault
{
    /// <summary>The file is no zip archive with a pickle in it, or its directory is damaged.</summary>
    NotAnArchive,

    /// <summary>The pickle ends before its last instruction.</summary>
    Truncated,

    /// <summary>An instruction that this reader does not carry out.</summary>
    ForbiddenInstruction,

    /// <summary>The pickle names a class or function that is not one of the few that describe tensors.</summary>
    ForbiddenName,

    /// <summary>Instructions that do not fit each other, such as taking from an empty stack.</summary>
    Malformed,

    /// <summary>More than a model file ever needs.</summary>
    TooLarge,

    /// <summary>A tensor whose bytes are not where it says.</summary>
    InvalidTensor,
}
