namespace Senmitsu.DemoModel.People;

/// <summary>What may change between two pictures of a person.</summary>
/// <param name="Expression">What the face says.</param>
/// <param name="Turn">Where the head points.</param>
/// <param name="Gaze">Where the eyes look, −1 left to 1 right; 0 at the viewer.</param>
/// <param name="Clothes">What is worn.</param>
/// <param name="ClothesColor">Its colour.</param>
/// <param name="Background">What is behind.</param>
/// <param name="Light">The light's colour.</param>
/// <param name="LightsFromLeft">Which side the light comes from.</param>
/// <param name="Variant">Seed of what has no name: tree positions, book colours, a pixel of tilt.</param>
public sealed record Scene(Expression Expression, HeadTurn Turn, float Gaze, ClothesType Clothes, ClothesColor ClothesColor, BackgroundKind Background, LightKind Light, bool LightsFromLeft, int Variant)
{
    /// <summary>Draws a scene at random.</summary>
    /// <param name="random">Source of chance.</param>
    public static Scene Draw(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var turn = random.NextDouble() < 0.5 ? HeadTurn.Front : random.NextDouble() < 0.5 ? HeadTurn.Left : HeadTurn.Right;
        return new Scene(
            random.OneOf<Expression>(),
            turn,
            random.NextDouble() < 0.7 ? 0 : random.Between(-1, 1),
            random.OneOf<ClothesType>(),
            random.OneOf<ClothesColor>(),
            random.OneOf<BackgroundKind>(),
            random.OneOf<LightKind>(),
            random.NextDouble() < 0.5,
            random.Next());
    }
}
