namespace Senmitsu.DemoModel.People;

/// <summary>Draws from small sets and ranges.</summary>
internal static class Chance
{
    /// <summary>Uniform between two ends.</summary>
    public static float Between(this Random random, float low, float high) => low + (random.NextSingle() * (high - low));

    /// <summary>One value of an enumeration, all equally likely.</summary>
    public static T OneOf<T>(this Random random) where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        return values[random.Next(values.Length)];
    }

    /// <summary>One element of a list.</summary>
    public static T Pick<T>(this Random random, IReadOnlyList<T> values) => values[random.Next(values.Count)];
}
