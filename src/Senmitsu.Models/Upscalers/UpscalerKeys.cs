using System.Globalization;
using System.Text.RegularExpressions;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;

namespace Senmitsu.Models.Upscalers;

/// <summary>The tensors of an upscaler's file under one set of names, whichever of the published layouts it has.</summary>
/// <remarks>
/// The names are Real-ESRGAN's (xinntao/BasicSR basicsr/archs/rrdbnet_arch.py). <c>params_ema.body.0.rdb1.conv1.weight</c> (Real-ESRGAN),
/// <c>RRDB_trunk.0.RDB1.conv1.weight</c> (ESRGAN) and <c>model.1.sub.0.RDB1.conv1.0.weight</c> (old ESRGAN) all become <c>body.0.rdb1.conv1.weight</c>.
/// </remarks>
internal static partial class UpscalerKeys
{
    /// <summary>What trainers put the weights under; the averaged ones come first because they are the ones to use.</summary>
    private static readonly string[] Wrappers = ["params_ema.", "params-ema.", "params."];

    /// <summary>Tensors by unified name.</summary>
    /// <param name="file">The open file. Borrowed.</param>
    public static Dictionary<string, TensorInfo> Of(WeightFile file)
    {
        var wrapper = Wrappers.FirstOrDefault(prefix => file.Tensors.Keys.Any(key => key.StartsWith(prefix, StringComparison.Ordinal))) ?? "";
        var named = file.Tensors.Where(pair => pair.Key.StartsWith(wrapper, StringComparison.Ordinal)).ToDictionary(pair => WithoutModule(pair.Key[wrapper.Length..]), pair => pair.Value);
        int[] outer = [.. named.Keys.Select(key => OldOuter().Match(key)).Where(match => match.Success).Select(match => Number(match, 1)).Where(index => index > 1).Distinct().Order()];
        return named.ToDictionary(pair => Unified(pair.Key, outer), pair => pair.Value);
    }

    private static string WithoutModule(string key) => key.StartsWith("module.", StringComparison.Ordinal) ? key["module.".Length..] : key;

    /// <param name="key">A name in the file.</param>
    /// <param name="outer">Numbers of the old layout's layers after the trunk: each doubling, then two convolutions.</param>
    private static string Unified(string key, int[] outer)
    {
        if (Block().Match(key) is { Success: true } block) return $"body.{block.Groups["i"].Value}.rdb{block.Groups["r"].Value}.{block.Groups["conv"].Value}.{block.Groups["part"].Value}";
        if (OldTrunkEnd().Match(key) is { Success: true } trunk) return $"conv_body.{trunk.Groups[1].Value}";
        if (OldOuter().Match(key) is { Success: true } old && Number(old, 1) is var number && number != 1) return $"{OuterName(number, outer)}.{old.Groups[2].Value}";
        return key switch
        {
            _ when key.StartsWith("trunk_conv.", StringComparison.Ordinal) => $"conv_body.{key["trunk_conv.".Length..]}",
            _ when key.StartsWith("upconv", StringComparison.Ordinal) => $"conv_up{key["upconv".Length..]}",
            _ when key.StartsWith("HRconv.", StringComparison.Ordinal) => $"conv_hr.{key["HRconv.".Length..]}",
            _ => key,
        };
    }

    private static string OuterName(int number, int[] outer) => (outer.Length - 1 - Array.IndexOf(outer, number)) switch
    {
        _ when number == 0 => "conv_first",
        0 => "conv_last",
        1 => "conv_hr",
        _ => string.Create(CultureInfo.InvariantCulture, $"conv_up{Array.IndexOf(outer, number) + 1}"),
    };

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:model\.1\.sub|RRDB_trunk|body)\.(?<i>\d{1,4})\.(?:RDB|rdb)(?<r>[123])\.(?<conv>conv[1-5]|conv1x1)(?:\.0)?\.(?<part>weight|bias)$", RegexOptions.CultureInvariant)]
    private static partial Regex Block();

    [GeneratedRegex(@"^model\.1\.sub\.\d{1,4}\.(weight|bias)$", RegexOptions.CultureInvariant)]
    private static partial Regex OldTrunkEnd();

    [GeneratedRegex(@"^model\.(\d{1,4})\.(weight|bias)$", RegexOptions.CultureInvariant)]
    private static partial Regex OldOuter();
}
