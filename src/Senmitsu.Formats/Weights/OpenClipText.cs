using Senmitsu.Formats.WeightKeys;

namespace Senmitsu.Formats.Weights;

/// <summary>
/// The text encoder of Stable Diffusion 2.x checkpoints, OpenCLIP ViT-H/14 (mlfoundations/open_clip <c>model.py</c>), in the names of transformers. Its queries, keys and
/// values lie in one tensor and are cut apart. Stable Diffusion 2 takes the state before the last layer, which is left out, as in diffusers' copy of the model.
/// </summary>
internal static class OpenClipText
{
    private const string Prefix = "cond_stage_model.model.", Layers = Prefix + "transformer.resblocks.", Target = ClipTextKeys.CheckpointPrefix + "text_model.";

    private static readonly (string Name, string Renamed)[] Ends =
    [
        ("token_embedding.weight", "embeddings.token_embedding.weight"),
        ("positional_embedding", "embeddings.position_embedding.weight"),
        ("ln_final.weight", "final_layer_norm.weight"),
        ("ln_final.bias", "final_layer_norm.bias"),
    ];

    private static readonly (string Name, string Renamed)[] LayerParts =
    [
        ("ln_1.", "layer_norm1."),
        ("ln_2.", "layer_norm2."),
        ("attn.out_proj.", "self_attn.out_proj."),
        ("mlp.c_fc.", "mlp.fc1."),
        ("mlp.c_proj.", "mlp.fc2."),
    ];

    private static readonly string[] Projections = ["q_proj", "k_proj", "v_proj"];

    /// <summary>Whether a checkpoint has this text encoder.</summary>
    public static bool IsIn(WeightFile file) => file.Tensors.ContainsKey(Layers + "0.attn.in_proj_weight");

    /// <summary>Shows the checkpoint with its text encoder renamed. Takes ownership.</summary>
    public static WeightFile Rename(WeightFile file)
    {
        var layers = 0;
        while (file.Tensors.ContainsKey($"{Layers}{layers}.attn.in_proj_weight")) layers++;
        var view = new WeightView(file.Path, [file], new Dictionary<string, string>(file.Metadata) { [ModelFacts.ClipActivation] = "gelu" });
        foreach (var tensor in file.Tensors.Values)
        {
            if (!tensor.Name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                view.Add(tensor.Name, file, tensor);
                continue;
            }

            var end = Array.Find(Ends, row => tensor.Name == Prefix + row.Name);
            if (end.Name is not null) view.Add(Target + end.Renamed, file, tensor);
            for (var i = 0; i < layers - 1; i++)
            {
                // "cond_stage_model.model.transformer.resblocks.0.attn.in_proj_weight"
                var layer = $"{Layers}{i}.";
                if (!tensor.Name.StartsWith(layer, StringComparison.Ordinal)) continue;
                var name = tensor.Name[layer.Length..];
                var part = Array.Find(LayerParts, row => name.StartsWith(row.Name, StringComparison.Ordinal));
                if (part.Name is not null) view.Add($"{Target}encoder.layers.{i}.{part.Renamed}{name[part.Name.Length..]}", file, tensor);
                if (name is not ("attn.in_proj_weight" or "attn.in_proj_bias") || tensor.Shape.Count == 0 || tensor.Shape[0] % Projections.Length != 0) continue;
                var suffix = name == "attn.in_proj_weight" ? "weight" : "bias";
                for (var j = 0; j < Projections.Length; j++) view.AddPart($"{Target}encoder.layers.{i}.self_attn.{Projections[j]}.{suffix}", file, tensor, j, Projections.Length);
            }
        }

        return view;
    }
}
