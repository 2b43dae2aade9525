using System.Reflection;
using Senmitsu.Diffusion.Prompts;
using Senmitsu.Generation;
using Senmitsu.Generation.Inpainting;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using Senmitsu.Numerics;
using Senmitsu.Studio.Models;

namespace Senmitsu.Studio.Generation;

/// <summary>Makes pictures one job after another and loads a checkpoint only when it changes.</summary>
/// <param name="request">Folders, device and number format.</param>
/// <param name="folders">Where the studio keeps things.</param>
/// <param name="tokenizer">The models' tokenizer.</param>
/// <param name="clock">Source of times.</param>
/// <param name="loaded">The model in memory, or the place for it. Borrowed.</param>
/// <param name="view">Who watches and steers.</param>
internal sealed class GenerationSession(GenerateRequest request, StudioFolders folders, ClipTokenizer tokenizer, TimeProvider clock, LoadedModel loaded, GenerationView view)
{
    private static readonly string Version = typeof(GenerationSession).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private readonly HashSet<string> _noted = [];
    private readonly Wildcards _wildcards = new(request.WildcardsFolder ?? folders.Wildcards);
    private readonly InversionCatalog _inversions = new([.. new[] { request.EmbeddingsFolder }.Concat(new ModelFolders(folders, request.ModelsFolder).Of(ModelKind.Embedding)).OfType<string>()]);
    private readonly IReadOnlyList<string> _loraFolders = LoraCatalog.Folders(folders, request.ModelsFolder, request.LoraFolder);
    private readonly SessionModels _models = new(request, folders);
    private (string ModelPath, string? VaePath) _files;
    private GenerationPipeline? _pipeline;

    /// <summary>Makes the pictures of some settings.</summary>
    /// <param name="settings">Valid settings. Wildcards in prompts are expanded per picture, which is then made alone.</param>
    /// <param name="modelPath">The checkpoint.</param>
    /// <param name="vaePath">A VAE that replaces its own, or <see langword="null"/>.</param>
    /// <param name="input">Picture to start from, or <see langword="null"/>.</param>
    /// <param name="onImage">Told each picture at once.</param>
    /// <param name="token">Tested every step.</param>
    public void Run(GenerationSettings settings, string modelPath, string? vaePath, SourcePicture? input, Action<GeneratedImage> onImage, CancellationToken token)
    {
        foreach (var job in Expanded(settings.WithoutComments()))
        {
            var loras = FindLoras(job, token, out var notes);
            var pipeline = Open(modelPath, vaePath, token);
            foreach (var note in PromptNotes(job)) Note(note);
            pipeline.Generate(job, loras, notes, input, onImage, new SamplingNotes(view.Progress), token);
        }
    }

    private IEnumerable<GenerationSettings> Expanded(GenerationSettings settings)
    {
        if (!settings.AllPrompts().Any(Wildcards.Occur)) return [settings];
        return Enumerable.Range(0, settings.BatchSize * settings.BatchCount).Select(i => ExpandedFor(
            settings with { Seed = settings.Noise.SeedOf(settings.Seed, i), Noise = settings.Noise with { VariationSeed = settings.Noise.VariationSeed + i }, BatchSize = 1, BatchCount = 1 }, settings.Seed + i));
    }

    private GenerationSettings ExpandedFor(GenerationSettings settings, long wildcardSeed)
    {
        var expanded = settings.WithPrompts(Expand);
        var problems = expanded.Validate();
        return problems.Count == 0 ? expanded : throw new InvalidSettingsException(problems);

        string Expand(string prompt) => _wildcards.Expand(prompt, wildcardSeed, name => Note($"Wildcard not found: {name}; it stays in the prompt"));
    }

    private GenerationPipeline Open(string modelPath, string? vaePath, CancellationToken token)
    {
        if (_pipeline is not null && _files == (modelPath, vaePath)) return _pipeline;
        _pipeline = null; // its model may be freed now

        var device = ComputeDevice.Parse(request.Device);
        var dataType = device.Resolve(request.Precision);
        var started = clock.GetTimestamp();
        var vae = _models.Vae(vaePath, modelPath);
        if (vae is not null && vaePath is null or VaeChoice.Automatic) Note($"VAE {vae} goes with {Path.GetFileName(modelPath)} and is used; --vae none takes the checkpoint's own");
        var model = loaded.Open(modelPath, vae, device, dataType, out var wasLoaded);
        var hash = _models.ShortHash(modelPath, token);
        if (wasLoaded) view.Progress.Report(new GenerateEvent.ModelLoaded(device.ToString(), dataType.ToString(), clock.GetElapsedTime(started)));
        var identity = new ModelIdentity(SessionModels.NameOf(modelPath), hash, vae is null ? null : Path.GetFileName(vae), $"senmitsu-{Version}") { VaeHash = vae is null ? null : _models.ShortHash(vae, token) };
        _files = (modelPath, vaePath);
        return _pipeline = new GenerationPipeline(model, tokenizer, identity, _inversions.Files)
        {
            OnNote = Note,
            Lookup = _models.Lookup(modelPath, vaePath, device, dataType, token),
            Controls = view.Controls,
            Preview = view.Preview,
        };
    }

    /// <summary>The LoRAs of the prompt and, if it is another, of the second pass's prompt.</summary>
    private List<AppliedLora> FindLoras(GenerationSettings settings, CancellationToken token, out IReadOnlyList<string> notes)
    {
        var catalog = new LoraCatalog(_loraFolders);
        var found = new List<AppliedLora>();
        var missing = new List<string>();
        Find(settings.Prompt, HasHiresPrompt(settings) ? HiresPass.First : HiresPass.Both);
        if (HasHiresPrompt(settings)) Find(settings.Hires!.Prompt!, HiresPass.Second);
        foreach (var text in missing) Note($"{text} (searched {string.Join(", ", _loraFolders)})");
        notes = missing;
        return found;

        void Find(string prompt, HiresPass pass)
        {
            foreach (var tag in LoraTags.Extract(prompt).Tags)
            {
                var match = catalog.Match(tag.Name, token);
                if (match.Path is { } path) found.Add(new AppliedLora(tag, path, LoraCatalog.Hash(path, token)) { Pass = pass });
                if (match.Path is null && !missing.Contains(match.Note!)) missing.Add(match.Note!);
                else if (match is { Path: not null, Note: { } ambiguous }) Note(ambiguous);
            }
        }
    }

    private static bool HasHiresPrompt(GenerationSettings settings) => !string.IsNullOrEmpty(settings.Hires?.Prompt);

    /// <summary>What is legal in the prompts and probably not meant.</summary>
    private static IEnumerable<string> PromptNotes(GenerationSettings settings)
    {
        var tags = LoraTags.Extract(settings.Prompt);
        var hiresTags = LoraTags.Extract(settings.Hires?.Prompt ?? "");
        var words = new[] { tags.Prompt, settings.NegativePrompt, hiresTags.Prompt, settings.Hires?.NegativePrompt ?? "" };
        var notes = tags.Notes.Concat(hiresTags.Notes).Concat(words.SelectMany(text => PromptParser.Parse(text, settings.Prompts.Emphasis).Notes));
        foreach (var note in notes) yield return note.Message;
        if (HasHiresPrompt(settings) && tags.Tags.Count > 0 && hiresTags.Tags.Count == 0)
            yield return "the hires prompt names no LoRA, so none acts in the second pass; repeat <lora:…> in it to keep it there";
        if (words[1].Contains("<lora:", StringComparison.Ordinal) || words[3].Contains("<lora:", StringComparison.Ordinal))
            yield return "<lora:…> in the negative prompt is read as words; LoRAs belong in the prompt";
    }

    /// <summary>Each note is told once, not for every picture of a grid.</summary>
    private void Note(string text)
    {
        if (_noted.Add(text)) view.Progress.Report(new GenerateEvent.Noted(text));
    }

    private sealed class SamplingNotes(IProgress<GenerateEvent> progress) : IProgress<SamplingProgress>
    {
        public void Report(SamplingProgress value) => progress.Report(new GenerateEvent.Sampled(value));
    }
}
