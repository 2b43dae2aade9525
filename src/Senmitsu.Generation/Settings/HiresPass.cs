namespace Senmitsu.Generation.Settings;

/// <summary>In which pass of a hires fix the refiner takes over (A1111's <c>hires_fix_refiner_pass</c>).</summary>
public enum RefinerPass
{
    /// <summary>The second.</summary>
    Second,

    /// <summary>The first.</summary>
    First,

    /// <summary>Both, each time from the job's own model.</summary>
    Both,
}
