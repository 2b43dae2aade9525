using System.Globalization;
using System.Text.RegularExpressions;

namespace Senmitsu.Models.Lora.Targets;

/// <summary>The 25 blocks of SD 1.x by which sd-scripts sets ranks and rates: 12 on the way down, the middle, 12 on the way up (networks/lora.py, get_block_index).</summary>
public static partial class UnetBlock
{
    /// <summary>Blocks of the whole UNet; block 0 holds nothing that is trained.</summary>
    public const int Count = 25;

    /// <summary>Blocks on each side of the middle.</summary>
    public const int CountPerSide = 12;

    private const int BlocksPerLevel = 3;

    /// <summary>Block of a layer; 0 for what is in none.</summary>
    /// <param name="path">Module key such as <c>up_blocks.1.attentions.2.proj_in</c>.</param>
    public static int IndexOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.StartsWith("mid_block.", StringComparison.Ordinal)) return CountPerSide;
        var match = Position().Match(path);
        if (!match.Success) return 0;
        var inLevel = match.Groups["kind"].Value is "downsamplers" or "upsamplers" ? BlocksPerLevel - 1 : Number("index");
        return (match.Groups["side"].Value == "down" ? 1 : CountPerSide + 1) + BlocksPerLevel * Number("level") + inLevel;

        int Number(string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>Block of a module; 0 for what is in none.</summary>
    /// <param name="module">kohya module name such as <c>lora_unet_up_blocks_1_attentions_2_proj_in</c>.</param>
    public static int IndexOfModule(string module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (module.StartsWith("lora_unet_mid_block_", StringComparison.Ordinal)) return CountPerSide;
        var match = ModulePosition().Match(module);
        return match.Success ? IndexOf($"{match.Groups["side"].Value}_blocks.{match.Groups["level"].Value}.{match.Groups["kind"].Value}.{match.Groups["index"].Value}.") : 0;
    }

    [GeneratedRegex(@"^lora_unet_(?<side>down|up)_blocks_(?<level>\d)_(?<kind>resnets|attentions|downsamplers|upsamplers)_(?<index>\d)_", RegexOptions.CultureInvariant)]
    private static partial Regex ModulePosition();

    [GeneratedRegex(@"^(?<side>down|up)_blocks\.(?<level>\d)\.(?<kind>resnets|attentions|downsamplers|upsamplers)\.(?<index>\d)\.", RegexOptions.CultureInvariant)]
    private static partial Regex Position();
}
