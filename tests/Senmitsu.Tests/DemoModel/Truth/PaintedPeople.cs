using Senmitsu.DemoModel.Painting;
using Senmitsu.DemoModel.People;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Tests.DemoModel.Truth;

/// <summary>Painted people for tests.</summary>
internal static class PaintedPeople
{
    /// <summary>Some person in some scene.</summary>
    public static PixelImage Of(int seed)
    {
        var random = new Random(seed);
        return PortraitPainter.Paint(Person.Draw(random), Scene.Draw(random));
    }
}
