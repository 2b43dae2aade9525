#pragma warning disable CS1591 // The members are the words of captions and say it all.
namespace Senmitsu.DemoModel.People;

/// <summary>How a person presents; decides on cuts of hair and the heaviness of jaw and brows.</summary>
public enum Presentation
{
    Woman,
    Man,
}
