namespace Senmitsu.Training.Settings.Kohya;

/// <summary>What values an argument takes.</summary>
public enum ArgumentKind
{
    /// <summary>A switch without value.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Text, or one of the choices.</summary>
    Text,

    /// <summary>Any number of texts.</summary>
    TextList,

    /// <summary>Any number of numbers.</summary>
    NumberList,

    /// <summary>Updates, or a share of them: <c>10</c>, <c>0.1</c>, <c>10%</c>.</summary>
    Steps,
}
