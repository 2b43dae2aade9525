using System.Text.Json;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Lora.Files;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Studio.Loras;

/// <summary>LoRA file → what it is: <c>senmitsu lora info</c>.</summary>
public static class DescribeLora
{
    private const int MostTags = 24;

    /// <summary>Metadata that is long or shown apart.</summary>
    private static readonly HashSet<string> ShownApart = new(["ss_tag_frequency", "ss_dataset_dirs", "ss_datasets", "ss_bucket_info", "ss_reg_dataset_dirs", "ss_output_name", "ss_sd_model_name"], StringComparer.Ordinal);

    /// <summary>Reads names, shapes, scalars and metadata.</summary>
    /// <param name="path">The file.</param>
    /// <param name="token">Stops the hashing.</param>
    /// <exception cref="UserErrorException">There is no such file.</exception>
    /// <exception cref="Senmitsu.Models.ModelMismatchException">It is no LoRA.</exception>
    public static LoraDescription Run(string path, CancellationToken token)
    {
        RequiredFiles.Check("FILE", path);
        NativeLibraries.Load();
        using var file = WeightFiles.Open(path);
        var content = LoraFileModules.Require(file);
        var modules = content.Modules.Values.ToList();
        return new LoraDescription(
            path,
            new FileInfo(path).Length,
            Count(modules.Select(module => module.Family)),
            modules.Count(module => module.IsTextEncoder),
            modules.Count(module => !module.IsTextEncoder),
            Count(modules.Select(module => module.Rank).OfType<int>()),
            Count(modules.Select(module => Alpha(file, module)).OfType<double>()),
            Count(file.Tensors.Values.Select(tensor => tensor.DataType.FormatName())),
            content.Unknown,
            LoraHashes.Of(path, token),
            file.Metadata.GetValueOrDefault("ss_output_name"),
            file.Metadata.GetValueOrDefault("ss_sd_model_name"),
            Tags(file.Metadata.GetValueOrDefault("ss_tag_frequency")),
            file.Metadata.Where(pair => pair.Key.StartsWith("ss_", StringComparison.Ordinal) && !ShownApart.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(pair => pair.Key["ss_".Length..], pair => pair.Value, StringComparer.Ordinal));
    }

    /// <summary><c>{"10_ai_model_v1": {"ai_model_v1": 10, "portrait": 10}}</c>, summed over the folders; what is no such thing gives no tags.</summary>
    internal static IReadOnlyList<TagCount> Tags(string? json)
    {
        if (json is null) return [];
        try
        {
            var folders = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, int>?>>(json) ?? [];
            return [.. folders.Values.SelectMany(tags => tags ?? []).GroupBy(tag => tag.Key.Trim(), StringComparer.Ordinal).Select(tag => new TagCount(tag.Key, (int)Math.Clamp(tag.Sum(count => (long)count.Value), 0, int.MaxValue))).OrderByDescending(tag => tag.Count).Take(MostTags)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static double? Alpha(WeightFile file, LoraFileModule module)
    {
        if (!module.Parts.TryGetValue(KohyaLoraPart.Alpha, out var tensor) || tensor.Shape.Any(size => size != 1)) return null;
        using var scope = NewDisposeScope();
        return Math.Round(TensorFiles.Read(file, tensor.Name, ScalarType.Float32, CPU).view(1)[0].item<float>(), 4);
    }

    private static Dictionary<TKey, int> Count<TKey>(IEnumerable<TKey> values)
        where TKey : notnull => values.GroupBy(value => value).OrderBy(group => group.Key).ToDictionary(group => group.Key, group => group.Count());
}
