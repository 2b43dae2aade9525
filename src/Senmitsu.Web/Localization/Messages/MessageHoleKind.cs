namespace Senmitsu.Web.Localization.Messages;

/// <summary>What may stand in a hole of a message.</summary>
public enum MessageHoleKind
{
    /// <summary><c>{name}</c>: any text; one that is a message itself is translated.</summary>
    Text,

    /// <summary><c>{name#}</c>: a number.</summary>
    Number,

    /// <summary><c>{name!}</c>: a message that is known, nothing else.</summary>
    Message,
}
