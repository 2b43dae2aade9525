using Senmitsu.DemoModel.People;
using SkiaSharp;

namespace Senmitsu.DemoModel.Painting;

/// <summary>What is behind the person, soft as behind a portrait lens.</summary>
internal static class BackgroundPainter
{
    /// <summary>Paints the whole picture with a background.</summary>
    /// <param name="brush">Where to paint. Borrowed.</param>
    /// <param name="kind">What it shows.</param>
    /// <param name="random">Source of everything that has no name.</param>
    public static void Paint(Brush brush, BackgroundKind kind, Random random)
    {
        switch (kind)
        {
            case BackgroundKind.Studio: Studio(brush, random); break;
            case BackgroundKind.Library: Library(brush, random); break;
            case BackgroundKind.Room: Room(brush, random); break;
            case BackgroundKind.Forest: Forest(brush, random); break;
            case BackgroundKind.Beach: Beach(brush, random); break;
            case BackgroundKind.NightCity: NightCity(brush, random); break;
            default: CherryBlossoms(brush, random); break;
        }
    }

    private static void Studio(Brush brush, Random random)
    {
        var grey = (byte)random.Next(158, 196);
        brush.Wash(new(grey, grey, (byte)(grey + 6)), new((byte)(grey - 40), (byte)(grey - 40), (byte)(grey - 34)));
        brush.Oval(64, 50, 58, 52, new SKColor(255, 255, 255, 70), 18);
    }

    private static void Library(Brush brush, Random random)
    {
        SKColor[] covers = [new(142, 52, 44), new(48, 78, 112), new(160, 122, 62), new(58, 92, 66), new(98, 62, 92)];
        brush.Box(0, 0, Brush.Side, Brush.Side, new(84, 54, 34));
        for (var shelf = 0; shelf < 4; shelf++)
        {
            var floor = (shelf * 34) + 28;
            for (float x = random.Next(-4, 0); x < Brush.Side;)
            {
                var width = random.Between(6, 10);
                brush.Box(x, floor - random.Between(20, 27), x + width - 1, floor, random.Pick(covers));
                x += width;
            }

            brush.Box(0, floor, Brush.Side, floor + 4, new(124, 84, 52));
        }
    }

    private static void Room(Brush brush, Random random)
    {
        brush.Wash(new(240, 222, 190), new(222, 190, 150));
        var left = random.NextDouble() < 0.5 ? 4 : 84;
        brush.Box(left, 8, left + 40, 76, new(250, 250, 246));
        brush.Box(left + 3, 11, left + 37, 73, new(168, 212, 240));
        brush.Box(left + 18, 11, left + 22, 73, new(250, 250, 246));
        brush.Box(left + 3, 40, left + 37, 44, new(250, 250, 246));
        brush.Box(0, 100, Brush.Side, Brush.Side, new(150, 104, 66));
    }

    private static void Forest(Brush brush, Random random)
    {
        brush.Wash(new(150, 198, 128), new(58, 108, 58));
        for (var i = 0; i < 5; i++)
        {
            var x = (i * 30) + random.Between(-8, 8);
            brush.Box(x, 0, x + random.Between(5, 9), Brush.Side, new(88, 66, 44));
        }

        for (var i = 0; i < 14; i++) brush.Oval(random.Between(0, Brush.Side), random.Between(0, 64), random.Between(10, 18), random.Between(7, 12), new SKColor(52, (byte)random.Next(112, 158), 54, 220), 2);
    }

    private static void Beach(Brush brush, Random random)
    {
        brush.Wash(new(102, 182, 240), new(198, 232, 250));
        var horizon = random.Between(52, 62);
        brush.Box(0, horizon, Brush.Side, 96, new(38, 132, 190));
        brush.Box(0, horizon + 14, Brush.Side, horizon + 16, new(120, 196, 226));
        brush.Box(0, 90, Brush.Side, Brush.Side, new(240, 214, 156));
        var cloud = random.Between(8, 100);
        brush.Oval(cloud, 18, 18, 6, SKColors.White, 2);
        brush.Oval(cloud + 12, 23, 16, 5, SKColors.White, 2);
    }

    private static void NightCity(Brush brush, Random random)
    {
        brush.Wash(new(18, 20, 54), new(62, 48, 104));
        SKColor[] lamps = [new(255, 214, 120, 230), new(255, 150, 90, 220), new(120, 200, 255, 210), new(255, 120, 190, 210)];
        for (var i = 0; i < 7; i++)
        {
            var x = (i * 19) + random.Between(-5, 3);
            brush.Box(x, random.Between(14, 60), x + 16, Brush.Side, new(28, 28, 62));
        }

        for (var i = 0; i < 22; i++) brush.Oval(random.Between(0, Brush.Side), random.Between(24, 118), 3.4f, 3.4f, random.Pick(lamps), 1);
    }

    private static void CherryBlossoms(Brush brush, Random random)
    {
        brush.Wash(new(190, 222, 248), new(250, 226, 236));
        using var branch = Brush.Path($"M-4 {random.Between(20, 40)} Q50 {random.Between(8, 26)} 132 {random.Between(2, 20)}");
        brush.Stroke(branch, new(96, 66, 62), 5);
        for (var i = 0; i < 26; i++)
        {
            var size = random.Between(5, 9);
            brush.Oval(random.Between(0, Brush.Side), random.Between(0, 70), size, size, new SKColor(250, (byte)random.Next(168, 206), (byte)random.Next(196, 222), 235), 1);
        }
    }
}
