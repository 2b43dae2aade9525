using Senmitsu.Formats.Pickle;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;

namespace Senmitsu.Studio.Loras;

/// <summary>LoRA file → what to show of it in a list, in milliseconds.</summary>
public static class ReadLoraCard
{
    private static readonly string[] Shown = ["network_dim", "network_alpha", "num_train_images", "num_epochs", "epoch", "steps", "learning_rate", "unet_lr", "text_encoder_lr", "optimizer", "resolution", "clip_skip", "training_comment"];

    /// <summary>Reads the header. A damaged file has a card too, which says so.</summary>
    public static LoraCard Run(string path)
    {
        try
        {
            using var file = WeightFiles.Open(path);
            var metadata = file.Metadata;
            return new LoraCard(
                metadata.GetValueOrDefault("ss_output_name"),
                metadata.GetValueOrDefault("ss_sd_model_name"),
                DescribeLora.Tags(metadata.GetValueOrDefault("ss_tag_frequency")),
                Shown.Where(name => metadata.TryGetValue($"ss_{name}", out var value) && value is not ("None" or "")).ToDictionary(name => name, name => metadata[$"ss_{name}"], StringComparer.Ordinal),
                null);
        }
        catch (Exception e) when (e is SafetensorsException or PickleException or IOException or UnauthorizedAccessException)
        {
            return new LoraCard(null, null, [], new Dictionary<string, string>(), e.Message);
        }
    }
}
