namespace Senmitsu.Web.Training;

/// <summary>How a field of the training page looks.</summary>
public enum FieldKind
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number.</summary>
    Real,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>One of several.</summary>
    Choice,

    /// <summary>Several lines of text.</summary>
    Lines,
}
