namespace Senmitsu.Web.State;

/// <summary>What keys ask for, as in A1111.</summary>
public enum Shortcut
{
    /// <summary>Ctrl+Enter.</summary>
    Generate,

    /// <summary>Alt+Enter.</summary>
    Skip,

    /// <summary>Esc.</summary>
    Interrupt,
}
