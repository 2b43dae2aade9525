using System.Reflection;
using Senmitsu.Formats.Infotext;
using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using Senmitsu.Numerics;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Models;
using Senmitsu.Studio.Tokenizers;

namespace Senmitsu.Studio.Generation;

/// <summary>Use case: a request → pictures on disk.</summary>
/// <param name="folders">Where the studio keeps things.</param>
/// <param name="tokenizers">Where the tokenizer comes from.</param>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="clock">Source of times.</param>
public sealed class GenerateImages(StudioFolders folders, TokenizerSource tokenizers, Func<string, string?> environment, TimeProvider clock)
{
    private const int ShortHashDigits = 10;

    private static readonly string Version = typeof(GenerateImages).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Makes and saves the pictures. Each is saved as soon as it is done.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="progress">Told everything, in order.</param>
    /// <param name="token">Tested every step.</param>
    /// <returns>The pictures saved.</returns>
    /// <exception cref="InvalidSettingsException">The settings cannot be used; all problems are listed.</exception>
    /// <exception cref="UserErrorException">A file is missing.</exception>
    public async Task<IReadOnlyList<SavedImage>> RunAsync(GenerateRequest request, IProgress<GenerateEvent> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        var settings = request.Settings.Seed == -1 ? request.Settings with { Seed = NewSeed() } : request.Settings;
        var problems = settings.Validate();
        if (problems.Count > 0) throw new InvalidSettingsException(problems);

        RequiredFiles.CheckModel("--model", request.ModelPath);
        if (request.VaePath is { } vae && !Directory.Exists(vae)) RequiredFiles.Check("--vae", vae);
        if (request.InputImagePath is not null) RequiredFiles.Check("--init-image", request.InputImagePath);
        var input = request.InputImagePath is null ? null : ImageFile.Read(request.InputImagePath, RgbColor.White);
        var search = TokenizerSearch.FromEnvironment(folders.Root, environment) with { ExplicitFolder = request.TokenizerFolder, ModelFile = request.ModelPath, ModelsFolder = request.ModelsFolder };
        var tokenizerFolder = await tokenizers.GetFolderAsync(search, new TokenizerDownloadNotes(text => progress.Report(new GenerateEvent.Noted(text))), token).ConfigureAwait(false);
        return Run(request, settings, input, ClipTokenizer.FromFolder(tokenizerFolder), progress, token);
    }

    private List<SavedImage> Run(GenerateRequest request, GenerationSettings settings, PixelImage? input, ClipTokenizer tokenizer, IProgress<GenerateEvent> progress, CancellationToken token)
    {
        NativeLibraries.Load();
        var device = ComputeDevice.Parse(request.Device);
        var dataType = device.Resolve(request.Precision);
        var loras = FindLoras(request, settings, progress, token, out var notes);
        var folder = request.OutputFolder ?? folders.Images(input is not null, clock.GetLocalNow());

        var started = clock.GetTimestamp();
        using var model = StableDiffusionLoader.Load(request.ModelPath, dataType, device.Device, request.VaePath);
        var hash = Directory.Exists(request.ModelPath) ? null : new ModelHashes(folders.HashCache).Sha256(request.ModelPath, token)[..ShortHashDigits];
        progress.Report(new GenerateEvent.ModelLoaded(device.ToString(), dataType.ToString(), clock.GetElapsedTime(started)));

        var identity = new ModelIdentity(Path.GetFileNameWithoutExtension(request.ModelPath), hash, request.VaePath is null ? null : Path.GetFileName(request.VaePath), $"senmitsu-{Version}");
        var pipeline = new GenerationPipeline(model, tokenizer, identity);
        var saved = new List<SavedImage>();
        pipeline.Generate(settings, loras, notes, input, Save, new SamplingNotes(progress), token);
        return saved;

        void Save(GeneratedImage image)
        {
            var infotext = InfotextWriter.Write(image.Infotext);
            var file = new SavedImage(ImageFiles.Save(folder, image.Image, image.Seed, infotext), image.Seed, infotext);
            saved.Add(file);
            progress.Report(new GenerateEvent.Saved(file));
        }
    }

    private List<AppliedLora> FindLoras(GenerateRequest request, GenerationSettings settings, IProgress<GenerateEvent> progress, CancellationToken token, out IReadOnlyList<string> notes)
    {
        string?[] searched = [request.LoraFolder, folders.Loras, request.ModelsFolder is null ? null : Path.Combine(request.ModelsFolder, "models", "Lora"), request.ModelsFolder is null ? null : Path.Combine(request.ModelsFolder, "models", "loras")];
        var catalog = new LoraCatalog([.. searched.OfType<string>()]);
        var tags = LoraTags.Extract(settings.Prompt);
        var found = new List<AppliedLora>();
        var missing = new List<string>();
        foreach (var tag in tags.Tags)
        {
            var match = catalog.Match(tag.Name, token);
            if (match.Path is { } path) found.Add(new AppliedLora(tag, path, LoraCatalog.Hash(path, token)));
            if (match.Path is null) missing.Add(match.Note!);
            else if (match.Note is { } ambiguous) progress.Report(new GenerateEvent.Noted(ambiguous));
        }

        foreach (var text in missing) progress.Report(new GenerateEvent.Noted($"{text} (searched {string.Join(", ", searched.OfType<string>())})"));
        foreach (var note in tags.Notes) progress.Report(new GenerateEvent.Noted(note.Message));
        notes = missing;
        return found;
    }

    /// <summary>A seed in A1111's range, from the clock: people share seeds, so it stays below 2³².</summary>
    private long NewSeed() => new Random(unchecked((int)clock.GetTimestamp())).NextInt64(0, 4294967294);

    private sealed class SamplingNotes(IProgress<GenerateEvent> progress) : IProgress<SamplingProgress>
    {
        public void Report(SamplingProgress value) => progress.Report(new GenerateEvent.Sampled(value));
    }
}
