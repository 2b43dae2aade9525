using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Senmitsu.Formats.WeightKeys;

namespace Senmitsu.Formats.Weights;

/// <summary>
/// A model as diffusers saves it: <c>unet/diffusion_pytorch_model.fp16.safetensors</c>, <c>text_encoder/model-00001-of-00002.safetensors</c>, ….
/// Nothing that its configuration files name is loaded; only numbers and known words are taken from them.
/// </summary>
internal static partial class DiffusersFolder
{
    private const string Unet = "unet", Vae = "vae", TextEncoder = "text_encoder";

    /// <summary>Which of several copies is taken: the full one, then half precision.</summary>
    private static readonly string[] Variants = ["", "bf16", "fp16"];

    /// <summary>Opens a whole model. Caller owns it.</summary>
    /// <exception cref="FileNotFoundException">A network is missing.</exception>
    public static WeightFile Open(string path)
    {
        var files = new List<WeightFile>();
        try
        {
            var unet = OpenAll(Path.Combine(path, Unet), path, files);
            var text = OpenAll(Path.Combine(path, TextEncoder), path, files);
            var vae = OpenAll(Path.Combine(path, Vae), path, files);
            var view = new WeightView(path, files, Facts(path));
            Show(view, DiffusersNames.Unet(unet), unet, name => name);
            Show(view, ClipTextKeys.Create(), text, name => name);
            Show(view, DiffusersNames.Vae(vae, LdmVaeKeys.CheckpointPrefix), vae, DiffusersNames.UsualVaeName);
            return view;
        }
        catch
        {
            foreach (var file in files) file.Dispose();
            throw;
        }
    }

    /// <summary>Opens the VAE of a model's folder, or a VAE's own folder. Caller owns it.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static WeightFile OpenVae(string path)
    {
        var files = new List<WeightFile>();
        try
        {
            var inner = Path.Combine(path, Vae);
            var vae = OpenAll(Directory.Exists(inner) ? inner : path, path, files);
            var view = new WeightView(path, files, new Dictionary<string, string>());
            Show(view, DiffusersNames.Vae(vae, ""), vae, DiffusersNames.UsualVaeName);
            return view;
        }
        catch
        {
            foreach (var file in files) file.Dispose();
            throw;
        }
    }

    private static void Show(WeightView view, WeightKeyMap map, IReadOnlyList<WeightFile> files, Func<string, string> usualName)
    {
        foreach (var file in files)
        {
            foreach (var tensor in file.Tensors.Values) DiffusersNames.Add(view, map, usualName(tensor.Name), file, tensor);
        }
    }

    private static List<WeightFile> OpenAll(string folder, string model, List<WeightFile> all)
    {
        var opened = new List<WeightFile>();
        foreach (var path in Choose(folder, model))
        {
            opened.Add(WeightFiles.Open(path));
            all.Add(opened[^1]);
        }

        return opened;
    }

    /// <summary>The file of a network, or its shards.</summary>
    private static List<string> Choose(string folder, string model)
    {
        var matches = Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(path => (Path: path, Match: WeightName().Match(Path.GetFileName(path)))).Where(file => file.Match.Success).ToList() : [];
        var copies = matches
            .GroupBy(file => (Variant: file.Match.Groups["variant"].Value, Ending: file.Match.Groups["ending"].Value, Of: file.Match.Groups["of"].Value))
            .Where(copy => Variants.Contains(copy.Key.Variant))
            .OrderByDescending(copy => copy.Key.Ending == "safetensors").ThenBy(copy => Array.IndexOf(Variants, copy.Key.Variant)).ThenBy(copy => copy.Key.Of.Length);
        foreach (var copy in copies)
        {
            var shards = copy.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => file.Path).ToList();
            if (copy.Key.Of.Length == 0) return [shards[0]];
            if (shards.Count == int.Parse(copy.Key.Of, CultureInfo.InvariantCulture)) return shards;
        }

        throw new FileNotFoundException($"{model} is no complete model of diffusers: {folder} holds no weights, such as {(folder.EndsWith(TextEncoder, StringComparison.Ordinal) ? "model" : "diffusion_pytorch_model")}.safetensors, or lacks some of their shards. Get the folder again, or use a single .safetensors file.", folder);
    }

    private static Dictionary<string, string> Facts(string path)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        Take(Path.Combine(path, "scheduler", "scheduler_config.json"), "prediction_type", ModelFacts.PredictionType);
        Take(Path.Combine(path, TextEncoder, "config.json"), "hidden_act", ModelFacts.ClipActivation);
        Take(Path.Combine(path, TextEncoder, "config.json"), "num_attention_heads", ModelFacts.ClipHeads);
        return facts;

        void Take(string file, string key, string fact)
        {
            if (!File.Exists(file)) return;
            try
            {
                using var json = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { MaxDepth = 16 });
                if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number) facts[fact] = value.ToString();
            }
            catch (JsonException e)
            {
                throw new NotSupportedException($"{file} is no JSON ({e.Message}). Get the folder again.", e);
            }
        }
    }

    // "diffusion_pytorch_model.safetensors", "model.fp16-00001-of-00002.safetensors", "diffusion_pytorch_model-00001-of-00002.bf16.safetensors", "pytorch_model.bin"
    [GeneratedRegex(@"^(diffusion_pytorch_model|pytorch_model|model)(\.(?<variant>\w+))?(-\d{5}-of-(?<of>\d{5}))?(\.(?<variant>\w+))?\.(?<ending>safetensors|bin)$", RegexOptions.CultureInvariant)]
    private static partial Regex WeightName();
}
