using System.Globalization;

namespace Senmitsu.EndToEnd.Tests.Testing;

/// <summary>A folder with a blank and Japanese in its name, the program, and the reference data's paths.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Workspace() => Cli = new SenmitsuCli(_folder);

    public SenmitsuCli Cli { get; }

    public string Folder => _folder.Path;

    public static string TinyModel => Golden.File("tiny-sd15.safetensors");

    public static string Tokenizer => Golden.Reference("clip-tokenizer");

    /// <summary>Arguments of a quick picture.</summary>
    public string[] Quick(params string[] more) =>
        ["--model", TinyModel, "--tokenizer", Tokenizer, "--width", "128", "--height", "128", "--steps", "3", "--seed", "42", "--output", File("pictures"), .. more];

    /// <summary>Arguments of a quick training on a data set.</summary>
    public string[] QuickTraining(string data, params string[] more) =>
    [
        "train", "--pretrained_model_name_or_path", TinyModel, "--tokenizer", Tokenizer, "--train_data_dir", data, "--output_dir", File("out"), "--output_name", "dog6",
        "--resolution", "128,128", "--enable_bucket", "--min_bucket_reso", "64", "--network_module", "networks.lora", "--network_dim", "4", "--network_alpha", "4",
        "--learning_rate", "1e-3", "--train_batch_size", "2", "--caption_extension", ".txt", "--seed", "42", "--mixed_precision", "no", .. more,
    ];

    /// <summary>A path inside.</summary>
    public string File(params string[] parts) => _folder.File(parts);

    /// <summary>The five photographs with captions in <c>N_dog6</c>.</summary>
    /// <returns>The image folder, the parent.</returns>
    public string Photographs(int repeats)
    {
        var folder = System.IO.Path.GetDirectoryName(File("学習 data", $"{repeats.ToString(CultureInfo.InvariantCulture)}_dog6", "x"))!;
        foreach (var photo in Directory.GetFiles(Golden.Reference("photos"), "*.jpg"))
        {
            var copy = System.IO.Path.Combine(folder, System.IO.Path.GetFileName(photo));
            System.IO.File.Copy(photo, copy);
            System.IO.File.WriteAllText(System.IO.Path.ChangeExtension(copy, ".txt"), "dog6, a photo of a dog");
        }

        return System.IO.Path.GetDirectoryName(folder)!;
    }

    /// <summary>Files in a folder of the workspace, by name.</summary>
    public List<string> Names(string folder) =>
        Directory.Exists(System.IO.Path.Combine(Folder, folder)) ? [.. Directory.GetFiles(System.IO.Path.Combine(Folder, folder)).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];

    public void Dispose() => _folder.Dispose();
}
