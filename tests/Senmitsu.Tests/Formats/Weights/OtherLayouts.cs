using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Tests.Formats.WeightKeys;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Formats.Weights;

/// <summary>The tiny reference model as diffusers saves it.</summary>
internal static class OtherLayouts
{
    /// <summary>Writes <c>unet</c> in two shards, <c>vae</c> in half precision's name, <c>text_encoder</c>, and the configurations that matter.</summary>
    public static void WriteDiffusers(string folder)
    {
        using var file = SafetensorsFile.Open(Golden.File("tiny-sd15.safetensors"));
        var unet = Renamed(file, TinySd15.Unet, "");
        var half = unet.Count / 2;
        Write(folder, "unet/diffusion_pytorch_model-00001-of-00002.safetensors", unet[..half]);
        Write(folder, "unet/diffusion_pytorch_model-00002-of-00002.safetensors", unet[half..]);
        Write(folder, "vae/diffusion_pytorch_model.fp16.safetensors", [.. Renamed(file, TinySd15.Vae, "").Select(tensor => tensor with { Name = tensor.Name.Replace(".to_q.", ".query.", StringComparison.Ordinal).Replace(".to_out.0.", ".proj_attn.", StringComparison.Ordinal) })]);
        Write(folder, "text_encoder/model.safetensors", Renamed(file, TinySd15.Text, ""));
        Directory.CreateDirectory(Path.Combine(folder, "scheduler"));
        File.WriteAllText(Path.Combine(folder, "scheduler", "scheduler_config.json"), """{"prediction_type": "v_prediction"}""");
        File.WriteAllText(Path.Combine(folder, "text_encoder", "config.json"), """{"hidden_act": "quick_gelu", "num_attention_heads": 2}""");
    }

    private static List<TensorData> Renamed(SafetensorsFile file, WeightKeyMap map, string prefix)
    {
        var tensors = new List<TensorData>();
        foreach (var tensor in file.Tensors.Values)
        {
            if (map.TryToModule(tensor.Name, out var name)) tensors.Add(new TensorData(prefix + name, tensor.DataType, tensor.Shape, file.Bytes(tensor).ToArray()));
        }

        return tensors;
    }

    private static void Write(string folder, string name, List<TensorData> tensors)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SafetensorsWriter.Write(path, tensors, null);
    }
}
