namespace Senmitsu.DemoModel.Pretraining;

/// <summary>A learning rate that rises over the first steps and then falls along half a cosine (Loshchilov and Hutter 2017, 1608.03983).</summary>
/// <param name="Peak">The highest rate.</param>
/// <param name="Steps">Length of the run.</param>
/// <param name="Warmup">Steps of the rise.</param>
public sealed record CosineRate(double Peak, int Steps, int Warmup = 200)
{
    private const double FloorShare = 0.02;

    /// <summary>The rate of a step.</summary>
    /// <param name="step">0 to <see cref="Steps"/> − 1.</param>
    public double At(int step)
    {
        var rise = Math.Min(1, (step + 1.0) / Math.Min(Warmup, Steps));
        var fall = FloorShare + ((1 - FloorShare) * 0.5 * (1 + Math.Cos(Math.PI * step / Steps)));
        return Peak * rise * fall;
    }
}
