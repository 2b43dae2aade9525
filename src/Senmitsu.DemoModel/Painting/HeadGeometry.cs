using Senmitsu.DemoModel.People;
using SkiaSharp;

namespace Senmitsu.DemoModel.Painting;

/// <summary>Where the parts of a head are, in the picture's units.</summary>
internal sealed class HeadGeometry
{
    /// <summary>The middle of the skull.</summary>
    public const float CentreX = 64, CentreY = 58;

    private const float AverageWidth = 27, AverageLength = 36, TurnShift = 6;

    public HeadGeometry(Person person, Scene scene)
    {
        Turn = scene.Turn switch { HeadTurn.Left => -1, HeadTurn.Right => 1, _ => 0 };
        HalfWidth = AverageWidth * person.FaceWidth;
        HalfHeight = AverageLength * person.FaceLength;
        Jaw = HalfWidth * person.Jaw;
        FaceX = CentreX + (Turn * TurnShift);
        EyeDistance = HalfWidth * 0.45f * person.EyeSpacing;
        EyeY = CentreY + (HalfHeight * 0.08f);
        MouthY = CentreY + (HalfHeight * 0.62f);
    }

    /// <summary>−1 left, 0 front, 1 right.</summary>
    public int Turn { get; }

    public float HalfWidth { get; }

    public float HalfHeight { get; }

    /// <summary>Half the width of the jaw.</summary>
    public float Jaw { get; }

    /// <summary>Where the middle of the face is; it moves when the head turns.</summary>
    public float FaceX { get; }

    /// <summary>From the middle of the face to an eye.</summary>
    public float EyeDistance { get; }

    public float EyeY { get; }

    public float MouthY { get; }

    /// <summary>The outline of face and skull.</summary>
    public SKPath Outline()
    {
        float x = CentreX, y = CentreY, w = HalfWidth, h = HalfHeight, j = Jaw;
        var chin = x + (Turn * 4);
        return Brush.Path($"M{x} {y - h} C{x + (w * 0.7f)} {y - h} {x + w} {y - (h * 0.6f)} {x + w} {y - (h * 0.05f)} C{x + w} {y + (h * 0.3f)} {x + (j * 1.12f)} {y + (h * 0.62f)} {x + (j * 0.92f)} {y + (h * 0.72f)} C{x + (j * 0.7f)} {y + (h * 0.9f)} {chin + (j * 0.35f)} {y + h} {chin} {y + h} C{chin - (j * 0.35f)} {y + h} {x - (j * 0.7f)} {y + (h * 0.9f)} {x - (j * 0.92f)} {y + (h * 0.72f)} C{x - (j * 1.12f)} {y + (h * 0.62f)} {x - w} {y + (h * 0.3f)} {x - w} {y - (h * 0.05f)} C{x - w} {y - (h * 0.6f)} {x - (w * 0.7f)} {y - h} {x} {y - h} Z");
    }
}
