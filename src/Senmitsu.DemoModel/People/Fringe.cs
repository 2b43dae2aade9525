#pragma warning disable CS1591 // The members are the words of captions and say it all.
namespace Senmitsu.DemoModel.People;

/// <summary>What covers the forehead.</summary>
public enum Fringe
{
    None,
    Straight,
    Swept,
}
