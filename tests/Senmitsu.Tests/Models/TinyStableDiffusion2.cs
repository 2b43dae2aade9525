using System.Runtime.InteropServices;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Layers;
using Senmitsu.Models.Unet;
using Senmitsu.Models.Vae;

namespace Senmitsu.Tests.Models;

/// <summary>A checkpoint with the structure of Stable Diffusion 2.x and small random weights: OpenCLIP's text encoder, linear projections, heads of width 64.</summary>
internal static class TinyStableDiffusion2
{
    public const int TextLayers = 3;

    private const int Width = 128;

    /// <summary>Writes the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="vocabulary">Tokens of the text encoder; 49408 to go with the published tokenizer.</param>
    /// <returns>Every tensor's bytes (float32) by name.</returns>
    public static Dictionary<string, byte[]> Write(string path, long vocabulary = 64)
    {
        var random = new Random(9);
        var tensors = new Dictionary<string, TensorData>();
        var unet = new WeightShapes();
        new Senmitsu.Models.Unet.Unet(new UnetConfig { Channels = [64, 128], AttentionLevels = [true, true], ResnetsPerLevel = 1, ContextWidth = Width, TimeWidth = 128, HasLinearProjections = true, HeadWidth = 64 }, unet).Dispose();
        AddAll(unet, LdmUnetKeys.Create(2, 1, [true, true]));
        var vae = new WeightShapes();
        new Senmitsu.Models.Vae.Vae(new VaeConfig { Channels = [32, 32], ResnetsPerLevel = 1 }, vae).Dispose();
        AddAll(vae, LdmVaeKeys.Create(2, 1));

        const string Text = "cond_stage_model.model.";
        Add(Text + "token_embedding.weight", vocabulary, Width);
        Add(Text + "positional_embedding", 77, Width);
        Add(Text + "text_projection", Width, Width);
        Norm(Text + "ln_final");
        for (var i = 0; i < TextLayers; i++)
        {
            var layer = $"{Text}transformer.resblocks.{i}.";
            Norm(layer + "ln_1");
            Norm(layer + "ln_2");
            Add(layer + "attn.in_proj_weight", 3 * Width, Width);
            Add(layer + "attn.in_proj_bias", 3 * Width);
            Linear(layer + "attn.out_proj", Width, Width);
            Linear(layer + "mlp.c_fc", 4 * Width, Width);
            Linear(layer + "mlp.c_proj", Width, 4 * Width);
        }

        SafetensorsWriter.Write(path, [.. tensors.Values], null);
        return tensors.ToDictionary(pair => pair.Key, pair => pair.Value.Bytes.ToArray());

        void AddAll(WeightShapes shapes, WeightKeyMap map)
        {
            foreach (var (key, shape) in shapes.Weights)
            {
                Assert.True(map.TryToCheckpoint(key, out var name), key);
                Add(name, shape);
            }
        }

        void Norm(string name)
        {
            Add(name + ".weight", Width);
            Add(name + ".bias", Width);
        }

        void Linear(string name, long outputs, long inputs)
        {
            Add(name + ".weight", outputs, inputs);
            Add(name + ".bias", outputs);
        }

        void Add(string name, params long[] shape)
        {
            var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
            for (var i = 0; i < values.Length; i++) values[i] = (float)(random.NextDouble() - 0.5) * 0.1f;
            tensors[name] = new TensorData(name, TensorDataType.Float32, shape, MemoryMarshal.AsBytes<float>(values).ToArray());
        }
    }
}
