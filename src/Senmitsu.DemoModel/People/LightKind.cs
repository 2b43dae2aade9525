#pragma warning disable CS1591 // The members are the words of captions and say it all.
namespace Senmitsu.DemoModel.People;

/// <summary>The light's colour.</summary>
public enum LightKind
{
    Soft,
    Warm,
    Cool,
}
