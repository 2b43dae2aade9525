using Senmitsu.DemoModel.People;
using SkiaSharp;

namespace Senmitsu.DemoModel.Painting;

/// <summary>Neck, head and everything in the face.</summary>
internal sealed class FacePainter(Brush brush, Person person, Scene scene, HeadGeometry head)
{
    private readonly SKColor _skin = Palette.Skin(person.Skin);

    public void Neck()
    {
        var x = HeadGeometry.CentreX;
        var half = person.Presentation == Presentation.Woman ? 10 : 13;
        using var neck = Brush.Path($"M{x - half} 78 L{x - half} 104 Q{x} 116 {x + half} 104 L{x + half} 78 Z");
        brush.Fill(neck, _skin.Darker(0.3f), _skin.Darker(0.12f), new(64, 88), new(64, 108));
    }

    public void Skull()
    {
        if (head.Turn >= 0) Ear(-1);
        if (head.Turn <= 0) Ear(1);
        using var outline = head.Outline();
        var lit = scene.LightsFromLeft ? -1 : 1;
        brush.Fill(outline, _skin.Lighter(0.1f), _skin.Darker(0.2f), new(64 + (lit * 18), 30), new(64 - (lit * 26), 88));
        var cheek = Palette.Mix(_skin, new SKColor(232, 92, 88), 0.5f).WithAlpha(70);
        brush.Oval(head.FaceX - (head.HalfWidth * 0.52f), head.EyeY + 14, 6, 4, cheek, 2.5f);
        brush.Oval(head.FaceX + (head.HalfWidth * 0.52f), head.EyeY + 14, 6, 4, cheek, 2.5f);
    }

    public void Features()
    {
        Nose();
        Mouth();
        for (var side = -1; side <= 1; side += 2) Eye(side);
        for (var side = -1; side <= 1; side += 2) Brow(side);
        Marks();
        if (person.HasGlasses) Glasses();
    }

    public void Earrings()
    {
        if (!person.HasEarrings) return;
        var gold = new SKColor(250, 206, 72);
        if (head.Turn >= 0) brush.Oval(HeadGeometry.CentreX - head.HalfWidth - 1.5f, head.EyeY + 17, 2.6f, 3.6f, gold);
        if (head.Turn <= 0) brush.Oval(HeadGeometry.CentreX + head.HalfWidth + 1.5f, head.EyeY + 17, 2.6f, 3.6f, gold);
    }

    private void Ear(int side)
    {
        var x = HeadGeometry.CentreX + (side * (head.HalfWidth + 0.5f));
        brush.Oval(x, head.EyeY + 5, 4.5f, 8, _skin.Darker(0.12f));
        brush.Oval(x, head.EyeY + 5, 2.2f, 4.5f, _skin.Darker(0.28f));
    }

    private float FarSide(int side) => side == head.Turn ? 0.82f : 1; // the half that turns away is narrower

    private void Eye(int side)
    {
        var x = head.FaceX + (side * head.EyeDistance * FarSide(side));
        var y = head.EyeY;
        var open = scene.Expression switch { Expression.Surprised => 1.35f, Expression.Laughing => 0.5f, Expression.Smiling => 0.85f, Expression.Sad => 0.78f, _ => 1 };
        var (wide, high, tilt) = person.EyeShape switch { EyeShape.Almond => (7.6f, 3.9f, 1.3f), EyeShape.Round => (6.8f, 5.2f, 0), _ => (8.2f, 2.9f, 0.6f) };
        wide *= person.EyeSize * FarSide(side);
        high *= person.EyeSize * open;
        float inner = x - (side * wide), outer = x + (side * wide);
        using var shape = Brush.Path($"M{inner} {y + 0.8f} Q{x} {y - (high * 1.75f)} {outer} {y - tilt} Q{x} {y + (high * 1.55f)} {inner} {y + 0.8f} Z");
        brush.Fill(shape, new SKColor(252, 250, 248));

        brush.Canvas.Save();
        brush.Canvas.ClipPath(shape, antialias: true);
        var iris = x + (scene.Gaze * 2.4f) + (head.Turn * 0.6f);
        var radius = 4.1f * person.EyeSize;
        brush.Oval(iris, y - 0.4f, radius, radius, Palette.Of(person.EyeColor));
        brush.Oval(iris, y - 0.4f, radius * 0.5f, radius * 0.5f, new SKColor(18, 14, 18));
        brush.Oval(iris - 1.4f, y - 1.9f, 1.2f, 1.2f, SKColors.White);
        brush.Canvas.Restore();

        using var lash = Brush.Path($"M{inner} {y + 0.8f} Q{x} {y - (high * 1.75f)} {outer + (side * 1.1f)} {y - tilt - 0.6f}");
        brush.Stroke(lash, new SKColor(40, 26, 30), person.Presentation == Presentation.Woman ? 2.1f : 1.5f);
    }

    private void Brow(int side)
    {
        var x = head.FaceX + (side * head.EyeDistance * FarSide(side));
        var raise = scene.Expression switch { Expression.Surprised => -5, Expression.Smiling => -1.5f, Expression.Laughing => -2, Expression.Serious => 1.6f, _ => 0 };
        var slope = scene.Expression switch { Expression.Sad => 7.5f, Expression.Serious => -3f, _ => 0 }; // rises towards the nose when sad, falls when serious
        var y = head.EyeY - (8.6f * ((person.EyeSize + 1) / 2)) + raise;
        float inner = x - (side * 7), outer = x + (side * 8 * FarSide(side));
        using var brow = Brush.Path($"M{inner} {y - (slope * 0.5f)} Q{x} {y - 2.6f} {outer} {y + 1 + (slope * 0.5f)}");
        brush.Stroke(brow, Palette.Of(person.HairColor).Darker(0.45f), 2.2f * person.Brows);
    }

    private void Nose()
    {
        var x = head.FaceX + (head.Turn * 2.5f);
        var tip = head.EyeY + (15.5f * person.NoseLength);
        var half = 4.4f * person.NoseWidth;
        var side = scene.LightsFromLeft ? 1 : -1;
        using var ridge = Brush.Path($"M{x + (side * 1.5f)} {head.EyeY} L{x + (side * half * 0.9f)} {tip} L{x} {tip} Z");
        brush.Fill(ridge, _skin.Darker(0.22f).WithAlpha(120), 1.2f);
        using var wings = Brush.Path($"M{x - half} {tip - 0.5f} Q{x - (half * 0.5f)} {tip + 2.6f} {x} {tip + 1.6f} Q{x + (half * 0.5f)} {tip + 2.6f} {x + half} {tip - 0.5f}");
        brush.Stroke(wings, _skin.Darker(0.42f), 1.6f);
    }

    private void Mouth()
    {
        float x = head.FaceX + (head.Turn * 1.2f), y = head.MouthY;
        var half = 10.2f * person.MouthWidth;
        var lip = 2.5f * person.Lips;
        var color = Palette.Mix(_skin.Darker(0.1f), new SKColor(196, 58, 72), person.Presentation == Presentation.Woman ? 0.75f : 0.4f);
        var dark = new SKColor(92, 24, 34);
        switch (scene.Expression)
        {
            case Expression.Laughing:
                using (var open = Brush.Path($"M{x - half} {y - 3} Q{x} {y - 0.5f} {x + half} {y - 3} Q{x} {y + 18} {x - half} {y - 3} Z"))
                {
                    brush.Fill(open, dark);
                    brush.Canvas.Save();
                    brush.Canvas.ClipPath(open, antialias: true);
                    brush.Box(x - half, y - 6, x + half, y + 1.4f, SKColors.White);
                    brush.Canvas.Restore();
                    brush.Stroke(open, color, 1.6f * person.Lips);
                }

                break;
            case Expression.Smiling:
                using (var teeth = Brush.Path($"M{x - half} {y - 4.5f} Q{x} {y + 2.5f} {x + half} {y - 4.5f} Q{x} {y + 12.5f} {x - half} {y - 4.5f} Z"))
                {
                    brush.Fill(teeth, new SKColor(255, 252, 248));
                    brush.Stroke(teeth, color, 2.2f * person.Lips);
                }

                break;
            case Expression.Surprised:
                brush.Oval(x, y + 1, half * 0.45f, 5.6f, dark);
                using (var ring = Brush.Path($"M{x - (half * 0.45f)} {y + 1} A{half * 0.45f} 5.6 0 1 1 {x + (half * 0.45f)} {y + 1} A{half * 0.45f} 5.6 0 1 1 {x - (half * 0.45f)} {y + 1} Z")) brush.Stroke(ring, color, 2 * person.Lips);
                break;
            default:
                var curve = scene.Expression == Expression.Sad ? -7 : 0;
                var corner = y - (curve * 0.6f);
                using (var lips = Brush.Path($"M{x - half} {corner} Q{x - (half * 0.35f)} {y + (curve * 0.5f) - lip} {x} {y + (curve * 0.55f) - (lip * 0.5f)} Q{x + (half * 0.35f)} {y + (curve * 0.5f) - lip} {x + half} {corner} Q{x} {y + (curve * 1.2f) + (lip * 2)} {x - half} {corner} Z")) brush.Fill(lips, color);
                using (var line = Brush.Path($"M{x - half} {corner} Q{x} {y + (curve * 1.2f)} {x + half} {corner}")) brush.Stroke(line, color.Darker(0.55f), 1.3f);
                break;
        }
    }

    private void Marks()
    {
        if (person.HasFreckles)
        {
            var spot = _skin.Darker(0.4f).WithAlpha(190);
            foreach (var (dx, dy) in new[] { (-12f, 9f), (-8f, 11f), (-14f, 13f), (-5f, 9f), (12f, 9f), (8f, 11f), (14f, 13f), (5f, 9f) }) brush.Oval(head.FaceX + dx, head.EyeY + dy, 1.1f, 1.1f, spot);
        }

        var mole = new SKColor(62, 34, 30);
        if (person.Mole < 0) brush.Oval(head.FaceX - head.EyeDistance - 1, head.EyeY + 9.5f, 2.4f, 2.4f, mole);
        if (person.Mole > 0) brush.Oval(head.FaceX + 12.5f, head.MouthY - 5, 2.4f, 2.4f, mole);
    }

    private void Glasses()
    {
        var frame = new SKColor(30, 30, 38);
        var half = 10.4f;
        for (var side = -1; side <= 1; side += 2)
        {
            var x = head.FaceX + (side * Math.Max(head.EyeDistance, 11.5f) * FarSide(side));
            using var lens = Brush.Path($"M{x - half} {head.EyeY - 7} H{x + half} Q{x + half} {head.EyeY + 9} {x} {head.EyeY + 9} Q{x - half} {head.EyeY + 9} {x - half} {head.EyeY - 7} Z");
            brush.Fill(lens, new SKColor(255, 255, 255, 34));
            brush.Stroke(lens, frame, 1.9f);
        }
    }
}
