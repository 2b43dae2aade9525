#pragma warning disable CS1591 // The members are the words of captions and say it all.
namespace Senmitsu.DemoModel.People;

/// <summary>What is worn.</summary>
public enum ClothesType
{
    TShirt,
    Hoodie,
    Suit,
    Dress,
    Turtleneck,
    Kimono,
}
