using Senmitsu.Generation.Inpainting;

namespace Senmitsu.Tests.Generation.Inpainting;

public sealed class PercentileFilterTests
{
    private static readonly float[] Values = [0, 6.75f, 6.25f, 5.75f, 5.25f, 4.25f, 3.75f, 3.25f, 2.75f, 2.25f, 1.25f, 0.75f, 0.25f, 7, 6.5f, 5.5f, 5, 4.5f, 4, 3.5f];

    // Computed once in Python with lists and dictionaries, from the definition alone.
    [Theory]
    [InlineData(0.9, 1, new[] { 6.14323, 6.75261, 6.63865, 6.46482, 6.05655, 5.69707, 6.63604, 6.77309, 6.84018, 6.70006, 5.49083, 5.89822, 6.81011, 7.0, 6.81724, 5.5, 5.50071, 6.0146, 6.81724, 6.70006 })]
    [InlineData(0.25, 0.75, new[] { 2.99007, 4.55978, 4.99909, 4.96371, 4.81185, 3.05965, 3.39949, 3.84312, 4.14688, 4.27942, 2.93536, 3.00281, 3.47736, 4.12806, 4.60246, 4.07069, 3.94428, 4.13906, 4.10895, 4.25524 })]
    public void Apply_EqualsTheDefinition(double from, double to, double[] expected)
    {
        var filtered = PercentileFilter.Apply(Values, 5, from, to);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], filtered[i], 1e-5);
    }
}
