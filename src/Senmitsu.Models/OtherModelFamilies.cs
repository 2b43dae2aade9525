using Senmitsu.Formats.Weights;

namespace Senmitsu.Models;

/// <summary>Recognizes checkpoints of families that are not Stable Diffusion 1.x or 2.x, to name them instead of listing tensors that do not fit.</summary>
internal static class OtherModelFamilies
{
    // A tensor that each family has and Stable Diffusion 1.x and 2.x have not: the beginning of its name in published checkpoints.
    private static readonly (string Beginning, string Family)[] Marks =
    [
        ("conditioner.embedders.", "Stable Diffusion XL"), // "conditioner.embedders.1.model.ln_final.weight"
        ("model.diffusion_model.label_emb.", "Stable Diffusion XL"), // "model.diffusion_model.label_emb.0.0.weight", in files without text encoders
        ("model.diffusion_model.joint_blocks.", "Stable Diffusion 3"),
        ("model.diffusion_model.double_blocks.", "Flux"),
        ("double_blocks.", "Flux"),
    ];

    /// <summary>Refuses a checkpoint of another family.</summary>
    /// <param name="file">The checkpoint. Borrowed.</param>
    /// <exception cref="ModelMismatchException">It is one.</exception>
    public static void Refuse(WeightFile file)
    {
        foreach (var (beginning, family) in Marks)
        {
            if (file.Tensors.Keys.FirstOrDefault(key => key.StartsWith(beginning, StringComparison.Ordinal)) is { } key)
                throw new ModelMismatchException(file.Path, [], [key], [], $"It is a checkpoint of {family}; choose one of Stable Diffusion 1.x or 2.x.");
        }
    }
}
