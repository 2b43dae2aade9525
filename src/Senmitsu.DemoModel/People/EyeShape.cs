#pragma warning disable CS1591 // The members are the words of captions and say it all.
namespace Senmitsu.DemoModel.People;

/// <summary>Outline of the eye.</summary>
public enum EyeShape
{
    Almond,
    Round,
    Narrow,
}
