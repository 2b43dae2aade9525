#pragma warning disable CS1591 // The members are the words of captions and say it all.
namespace Senmitsu.DemoModel.People;

/// <summary>Colours of the iris.</summary>
public enum EyeColor
{
    DarkBrown,
    Hazel,
    Green,
    Blue,
    Grey,
}
