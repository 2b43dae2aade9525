#pragma warning disable CS1591 // The members of these lists are the words of captions; they say it all.
namespace Senmitsu.DemoModel.People;

/// <summary>How a person presents; decides on cuts of hair and the heaviness of jaw and brows.</summary>
public enum Presentation { Woman, Man }

/// <summary>Colours of hair.</summary>
public enum HairColor { Black, Brown, Blonde, Red, Silver, Pink }

/// <summary>Cuts of hair.</summary>
public enum HairCut { Long, Bob, Ponytail, Bun, Curly, Short }

/// <summary>What covers the forehead.</summary>
public enum Fringe { None, Straight, Swept }

/// <summary>Colours of the iris.</summary>
public enum EyeColor { DarkBrown, Hazel, Green, Blue, Grey }

/// <summary>Outline of the eye.</summary>
public enum EyeShape { Almond, Round, Narrow }

/// <summary>What the face says.</summary>
public enum Expression { Serious, Smiling, Laughing, Sad, Surprised }

/// <summary>Where the head points, seen from the picture's side.</summary>
public enum HeadTurn { Front, Left, Right }

/// <summary>What is worn.</summary>
public enum ClothesType { TShirt, Hoodie, Suit, Dress, Turtleneck, Kimono }

/// <summary>Colours of clothes.</summary>
public enum ClothesColor { Red, Blue, Green, Yellow, Purple, White, Black }

/// <summary>What is behind the person.</summary>
public enum BackgroundKind { Studio, Library, Room, Forest, Beach, NightCity, CherryBlossoms }

/// <summary>The light's colour.</summary>
public enum LightKind { Soft, Warm, Cool }
