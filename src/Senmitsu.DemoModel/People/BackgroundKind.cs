#pragma warning disable CS1591 // The members are the words of captions and say it all.
namespace Senmitsu.DemoModel.People;

/// <summary>What is behind the person.</summary>
public enum BackgroundKind
{
    Studio,
    Library,
    Room,
    Forest,
    Beach,
    NightCity,
    CherryBlossoms,
}
