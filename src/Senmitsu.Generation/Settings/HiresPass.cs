namespace Senmitsu.Generation.Settings;

/// <summary>A pass of a hires fix in which something acts, such as the refiner (A1111's <c>hires_fix_refiner_pass</c>) or a LoRA.</summary>
public enum HiresPass
{
    /// <summary>The second.</summary>
    Second,

    /// <summary>The first.</summary>
    First,

    /// <summary>Both.</summary>
    Both,
}
