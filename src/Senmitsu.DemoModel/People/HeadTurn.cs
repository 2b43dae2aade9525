#pragma warning disable CS1591 // The members are the words of captions and say it all.
namespace Senmitsu.DemoModel.People;

/// <summary>Where the head points, seen from the picture's side.</summary>
public enum HeadTurn
{
    Front,
    Left,
    Right,
}
