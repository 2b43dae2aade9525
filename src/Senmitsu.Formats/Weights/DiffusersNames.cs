using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.WeightKeys;

namespace Senmitsu.Formats.Weights;

/// <summary>The names of diffusers' networks in those of the original checkpoints. The depth of the networks is read off the names.</summary>
internal static class DiffusersNames
{
    private const int MostLevels = 16;

    /// <summary>Names of the VAE's attention before diffusers 0.18.</summary>
    private static readonly (string Old, string Name)[] OldAttention = [(".query.", ".to_q."), (".key.", ".to_k."), (".value.", ".to_v."), (".proj_attn.", ".to_out.0.")];

    /// <summary>Whether a file holds a VAE of diffusers.</summary>
    public static bool HasVae(WeightFile file) => Has(file, "encoder.down_blocks.0.resnets.0.");

    /// <summary>Whether a file holds a UNet of diffusers.</summary>
    public static bool HasUnet(WeightFile file) => Has(file, "down_blocks.0.resnets.0.") && Has(file, "mid_block.");

    /// <summary>Names of a UNet.</summary>
    public static WeightKeyMap Unet(IReadOnlyList<WeightFile> files)
    {
        var (levels, resnets) = Depth(files, "down_blocks");
        return LdmUnetKeys.Create(levels, resnets, [.. Enumerable.Range(0, levels).Select(i => files.Any(file => Has(file, $"down_blocks.{i}.attentions.0.")))]);
    }

    /// <summary>Names of a VAE.</summary>
    /// <param name="files">Its files.</param>
    /// <param name="prefix">What the LDM names begin with.</param>
    public static WeightKeyMap Vae(IReadOnlyList<WeightFile> files, string prefix)
    {
        var (levels, resnets) = Depth(files, "encoder.down_blocks");
        return LdmVaeKeys.Create(levels, resnets, prefix);
    }

    /// <summary>The usual name of a VAE's tensor.</summary>
    public static string UsualVaeName(string name)
    {
        foreach (var (old, usual) in OldAttention) name = name.Replace(old, usual, StringComparison.Ordinal);
        return name;
    }

    /// <summary>Shows a VAE file in LDM names. Takes ownership.</summary>
    public static WeightFile RenameVae(WeightFile file)
    {
        var map = Vae([file], "");
        var view = new WeightView(file.Path, [file], file.Metadata);
        foreach (var tensor in file.Tensors.Values) Add(view, map, UsualVaeName(tensor.Name), file, tensor);
        return view;
    }

    /// <summary>Shows a tensor under its LDM name, if it has one.</summary>
    public static void Add(WeightView view, WeightKeyMap map, string name, WeightFile file, TensorInfo tensor)
    {
        if (map.TryToCheckpoint(name, out var renamed)) view.Add(renamed, file, tensor);
    }

    private static (int Levels, int Resnets) Depth(IReadOnlyList<WeightFile> files, string blocks)
    {
        var levels = Count(i => files.Any(file => Has(file, $"{blocks}.{i}.resnets.0.")));
        var resnets = Count(i => files.Any(file => Has(file, $"{blocks}.0.resnets.{i}.")));
        return (Math.Max(levels, 1), Math.Max(resnets, 1));
    }

    private static int Count(Func<int, bool> exists)
    {
        var count = 0;
        while (count < MostLevels && exists(count)) count++;
        return count;
    }

    private static bool Has(WeightFile file, string prefix) => file.Tensors.Keys.Any(name => name.StartsWith(prefix, StringComparison.Ordinal));
}
