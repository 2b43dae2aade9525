using Senmitsu.DemoModel.People;
using SkiaSharp;

namespace Senmitsu.DemoModel.Painting;

/// <summary>Hair behind and in front of the face.</summary>
internal sealed class HairPainter(Brush brush, Person person, Scene scene, HeadGeometry head)
{
    private readonly SKColor _color = Palette.Of(person.HairColor);

    /// <summary>Everything that hangs behind head and shoulders.</summary>
    public void Back()
    {
        float x = HeadGeometry.CentreX, top = HeadGeometry.CentreY - head.HalfHeight - 6, wide = head.HalfWidth + 7;
        switch (person.HairCut)
        {
            case HairCut.Long:
                using (var hair = Brush.Path($"M{x} {top} C{x + (wide * 1.1f)} {top} {x + wide} 60 {x + wide + 4} 122 L{x - wide - 4} 122 C{x - wide} 60 {x - (wide * 1.1f)} {top} {x} {top} Z")) Shade(hair);
                break;
            case HairCut.Bob:
                using (var hair = Brush.Path($"M{x} {top} C{x + (wide * 1.15f)} {top} {x + wide} 58 {x + wide + 3} 90 Q{x + wide - 4} 96 {x + wide - 14} 94 L{x - wide + 14} 94 Q{x - wide + 4} 96 {x - wide - 3} 90 C{x - wide} 58 {x - (wide * 1.15f)} {top} {x} {top} Z")) Shade(hair);
                break;
            case HairCut.Curly:
                for (var i = 0; i < 13; i++)
                {
                    var angle = Math.PI * (0.92 + (1.16 * i / 12));
                    brush.Oval(x + (float)(Math.Cos(angle) * (wide + 1)), HeadGeometry.CentreY - 4 + (float)(Math.Sin(angle) * (head.HalfHeight + 1)), 11, 11, _color.Darker(i % 2 == 0 ? 0.12f : 0.24f));
                }

                for (var side = -1; side <= 1; side += 2)
                {
                    for (var i = 0; i < 3; i++) brush.Oval(x + (side * (wide + 2)), HeadGeometry.CentreY + 4 + (i * 11), 9, 9, _color.Darker(i % 2 == 0 ? 0.24f : 0.12f));
                }

                break;
            case HairCut.Bun:
                brush.Oval(x, top + 1, 14, 11, _color.Darker(0.2f));
                break;
            case HairCut.Ponytail:
                var tailSide = person.EyeSpacing > 1 ? 1 : -1; // which side is a habit of the person
                using (var tail = Brush.Path($"M{x + (tailSide * 20)} {top + 12} C{x + (tailSide * 52)} {top + 14} {x + (tailSide * 46)} 84 {x + (tailSide * 38)} 110 C{x + (tailSide * 32)} 96 {x + (tailSide * 34)} 66 {x + (tailSide * 22)} {top + 28} Z")) Shade(tail);
                break;
            default:
                break;
        }
    }

    /// <summary>The cap on the skull, the fringe and strands beside the face.</summary>
    public void Front()
    {
        float x = HeadGeometry.CentreX, y = HeadGeometry.CentreY, w = head.HalfWidth, h = head.HalfHeight, top = y - h - 5;
        var temple = person.HairCut == HairCut.Short ? y - (h * 0.05f) : y + (h * 0.12f);
        var hairline = y - (h * 0.58f);
        var part = x + (person.Fringe == Fringe.Swept ? -w * 0.45f : 0) + (head.Turn * 4);
        using (var cap = Brush.Path($"M{x - w - 2} {temple} C{x - w - 4} {y - (h * 0.8f)} {x - (w * 0.6f)} {top} {x} {top} C{x + (w * 0.6f)} {top} {x + w + 4} {y - (h * 0.8f)} {x + w + 2} {temple} C{x + (w * 0.86f)} {y - (h * 0.3f)} {x + (w * 0.6f)} {hairline} {part} {hairline - 3} C{x - (w * 0.6f)} {hairline} {x - (w * 0.86f)} {y - (h * 0.3f)} {x - w - 2} {temple} Z")) Shade(cap);

        if (person.Fringe == Fringe.Straight)
        {
            using var fringe = Brush.Path($"M{x - (w * 0.94f)} {y - (h * 0.5f)} Q{x} {top - 2} {x + (w * 0.94f)} {y - (h * 0.5f)} L{x + (w * 0.84f)} {y - (h * 0.22f)} Q{x + (head.Turn * 4)} {y - (h * 0.3f)} {x - (w * 0.84f)} {y - (h * 0.22f)} Z");
            Shade(fringe);
        }
        else if (person.Fringe == Fringe.Swept)
        {
            using var fringe = Brush.Path($"M{x - (w * 0.7f)} {hairline - 8} Q{x + (w * 0.3f)} {top - 2} {x + w + 1} {y - (h * 0.1f)} Q{x + (w * 0.5f)} {y - (h * 0.42f)} {x - (w * 0.7f)} {hairline - 8} Z");
            Shade(fringe);
        }

        if (person.HairCut is HairCut.Long or HairCut.Bob)
        {
            var end = person.HairCut == HairCut.Long ? 118 : 90;
            for (var side = -1; side <= 1; side += 2)
            {
                using var strand = Brush.Path($"M{x + (side * (w - 1))} {y - (h * 0.5f)} Q{x + (side * (w + 9))} {y} {x + (side * (w + 6))} {end} Q{x + (side * (w - 3))} {y + (h * 0.6f)} {x + (side * (w - 1))} {y - (h * 0.5f)} Z");
                Shade(strand);
            }
        }

        using var gloss = Brush.Path($"M{x - (w * 0.55f)} {top + 9} Q{x} {top + 3} {x + (w * 0.5f)} {top + 8}");
        brush.Stroke(gloss, _color.Lighter(0.35f).WithAlpha(130), 2.4f);
    }

    private void Shade(SKPath path)
    {
        var lit = scene.LightsFromLeft ? -1 : 1;
        brush.Fill(path, _color.Lighter(0.08f), _color.Darker(0.25f), new(64 + (lit * 24), 20), new(64 - (lit * 30), 110));
    }
}
