using System.Globalization;
using CsCheck;
using Senmitsu.Formats.Python;

namespace Senmitsu.Tests.Formats.Python;

public sealed class PythonTextTests
{
    [Theory]
    [InlineData(7, "7.0")]
    [InlineData(0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(-12.5, "-12.5")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00012, "0.00012")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1.5e-7, "1.5e-07")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(100, "100.0")]
    [InlineData(123456.789, "123456.789")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1234567890123456, "1234567890123456.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(1795370037.1461427, "1795370037.1461427")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void Of_PrintsNumbersAsPythonDoes(double value, string text) => Assert.Equal(text, PythonText.Of(value));

    [Fact]
    public void Of_AnyNumber_GivesItBack() => Gen.Double.Sample(value => double.Parse(PythonText.Of(value), CultureInfo.InvariantCulture).Equals(value), iter: 10_000);

    [Fact]
    public void Of_FlagsAndWholeNumbers_PrintsAsPythonDoes() => Assert.Equal(["True", "False", "-7"], [PythonText.Of(true), PythonText.Of(false), PythonText.Of(-7L)]);
}
