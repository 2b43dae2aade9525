using Senmitsu.Generation.Settings;
using CsCheck;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Tests.Training.Settings.Kohya;

public sealed class KohyaArgumentsTests
{
    [Theory]
    [InlineData("learning_rat", "learning_rate")]
    [InlineData("netwrk_dim", "network_dim")]
    [InlineData("output_nmae", "output_name")]
    [InlineData("xyzzy", null)]
    public void Nearest_OfATypo_IsTheNameMeant(string name, string? expected) => Assert.Equal(expected, KohyaArguments.Nearest(name));

    [Fact]
    public void Defaults_AreOfTheTypeOfTheirKind() => Assert.All(KohyaArguments.All.Where(argument => argument.Default is not null), argument =>
    {
        Assert.True(KohyaValues.TryConvert(argument, argument.Default!, out var value, out _));
        Assert.True(KohyaValues.IsDefault(argument, value));
    });

    [Fact]
    public void ParseCommandLine_OfAnyWords_NeverThrows() =>
        Gen.OneOf(Gen.Int[0, KohyaArguments.All.Count - 1].Select(i => "--" + KohyaArguments.All[i].Name), Gen.String[Gen.Char["-=a1.,% {\0日"], 0, 6], Gen.Double.Select(d => d.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            .Array[0, 30].Sample(words =>
            {
                var import = KohyaMapping.ParseCommandLine(words, _ => new Dictionary<string, object?>());
                Assert.Equal(import.Problems.Count == 0, Record.Exception(() => import.SettingsOrThrow()) is not InvalidSettingsException);
            });
}
