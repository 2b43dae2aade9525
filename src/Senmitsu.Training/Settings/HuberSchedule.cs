namespace Senmitsu.Training.Settings;

/// <summary>How the Huber threshold depends on the timestep (sd-scripts <c>huber_schedule</c>).</summary>
public enum HuberSchedule
{
    /// <summary>Small where there is much noise, 1 where there is none; the scale is ignored.</summary>
    Snr,

    /// <summary>Falls exponentially from 1 to the given threshold.</summary>
    Exponential,

    /// <summary>The same everywhere.</summary>
    Constant,
}
