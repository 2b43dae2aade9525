namespace Senmitsu.Training.Settings;

/// <summary>What a number must satisfy.</summary>
/// <param name="Holds">True if it does.</param>
/// <param name="Text">As people read it: "must be …".</param>
internal sealed record NumberRule(Func<double, bool> Holds, string Text)
{
    public static readonly NumberRule Any = new(double.IsFinite, "must be a number");
    public static readonly NumberRule NonNegative = new(value => value >= 0 && double.IsFinite(value), "must be at least 0");
    public static readonly NumberRule Positive = new(value => value > 0 && double.IsFinite(value), "must be greater than 0");
    public static readonly NumberRule Decay = new(value => value is >= 0 and < 1, "must be at least 0 and below 1");
    public static readonly NumberRule Inside = new(value => value is > 0 and < 1, "must lie between 0 and 1, both excluded");
    public static readonly NumberRule Growth = new(value => value > 1, "must be greater than 1");
    public static readonly NumberRule Whole = new(value => value >= 0 && value <= int.MaxValue && value == Math.Truncate(value), "must be a whole number of at least 0");
    public static readonly NumberRule WholePositive = new(value => value >= 1 && value <= int.MaxValue && value == Math.Truncate(value), "must be a whole number of at least 1");
}
