using CsCheck;
using Senmitsu.Formats.Kohya;

namespace Senmitsu.Tests.Formats.Kohya;

/// <summary>Random settings.</summary>
internal static class KohyaValues
{
    private static readonly Gen<string> Text = Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Char['\u0001', '\u001f'], Gen.OneOf('猫', '顔', '\u007f', 'é')), 0, 12];

    private static readonly Gen<KohyaValue> Scalar = Gen.OneOf(
        Text.Select(text => KohyaValue.Of(text)),
        Gen.Long.Select(number => KohyaValue.Of(number)),
        Gen.Double.Where(double.IsFinite).Select(number => KohyaValue.Of(number)),
        Gen.Bool.Select(flag => KohyaValue.Of(flag)));

    private static readonly Gen<KohyaValue> TomlValue = Gen.OneOf(Scalar, Scalar.Array[0, 4].Select(list => KohyaValue.Of(list)));

    private static readonly Gen<KohyaValue> JsonValue = Gen.OneOf(
        TomlValue,
        Gen.Const(KohyaValue.Null),
        Gen.Dictionary(Text, Scalar)[0, 3].Select(table => KohyaValue.Of((IReadOnlyDictionary<string, KohyaValue>)table)));

    public static Gen<KohyaConfig> AnyTomlConfig { get; } = Gen.Dictionary(Text, TomlValue)[0, 6].Select(Config);

    public static Gen<KohyaConfig> AnyJsonConfig { get; } = Gen.Dictionary(Text, JsonValue)[0, 6].Select(Config);

    private static KohyaConfig Config(Dictionary<string, KohyaValue> values)
    {
        var config = new KohyaConfig();
        foreach (var (name, value) in values) config.Values[name] = value;
        return config;
    }
}
