#pragma warning disable CS1591 // The members are the words of captions and say it all.
namespace Senmitsu.DemoModel.People;

/// <summary>What the face says.</summary>
public enum Expression
{
    Serious,
    Smiling,
    Laughing,
    Sad,
    Surprised,
}
