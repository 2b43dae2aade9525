using Senmitsu.Generation.Settings;
using Senmitsu.Models.Clip;
using Senmitsu.Numerics;
using Senmitsu.Studio.Generation.Grids;
using Senmitsu.Studio.Generation.Scripts;
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
    /// <summary>Makes and saves the pictures. Each is saved as soon as it is done.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="progress">Told everything, in order.</param>
    /// <param name="token">Tested every step.</param>
    /// <returns>The pictures saved.</returns>
    /// <exception cref="InvalidSettingsException">The settings cannot be used; all problems are listed.</exception>
    /// <exception cref="UserErrorException">A file is missing.</exception>
    public async Task<IReadOnlyList<SavedImage>> RunAsync(GenerateRequest request, IProgress<GenerateEvent> progress, CancellationToken token)
    {
        using var model = new LoadedModel();
        return await RunAsync(request, model, progress, token).ConfigureAwait(false);
    }

    /// <summary>Makes and saves the pictures with a model that stays in memory for further requests.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="model">The model in memory, or the place for it; for one request at a time. Borrowed.</param>
    /// <param name="progress">Told everything, in order.</param>
    /// <param name="token">Tested every step.</param>
    /// <inheritdoc cref="RunAsync(GenerateRequest, IProgress{GenerateEvent}, CancellationToken)"/>
    public async Task<IReadOnlyList<SavedImage>> RunAsync(GenerateRequest request, LoadedModel model, IProgress<GenerateEvent> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        var prepared = await PrepareAsync(Settle(request), progress, token).ConfigureAwait(false);
        return Run(prepared, model, new GenerationView(progress), token);
    }

    /// <summary>The request with everything random drawn, so that it makes the same pictures whenever it is run.</summary>
    /// <param name="request">What to make.</param>
    public GenerateRequest Settle(GenerateRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var settings = request.Settings.Seed == -1 ? request.Settings with { Seed = NewSeed() } : request.Settings;
        if (settings.Noise is { VariationSeed: -1, VariationStrength: not 0 }) settings = settings with { Noise = settings.Noise with { VariationSeed = NewSeed() } };
        return request with { Settings = settings, Script = request.Script?.Settle(settings, isSeedRandom: request.Settings.Seed == -1, NewSeed) };
    }

    /// <summary>Checks a settled request as far as that is quick, so that its mistakes are known before it waits in a queue.</summary>
    /// <inheritdoc cref="RunAsync(GenerateRequest, IProgress{GenerateEvent}, CancellationToken)" path="/exception"/>
    public void Check(GenerateRequest request) => Plan(request, new NoNotes());

    /// <summary>Finds and checks all that a settled request needs.</summary>
    /// <inheritdoc cref="RunAsync(GenerateRequest, IProgress{GenerateEvent}, CancellationToken)"/>
    internal async Task<PreparedGeneration> PrepareAsync(GenerateRequest request, IProgress<GenerateEvent> progress, CancellationToken token)
    {
        (request, var plan, var inputs) = Plan(request, progress);
        var search = TokenizerSearch.FromEnvironment(folders.Root, environment) with { ExplicitFolder = request.TokenizerFolder, ModelFile = request.ModelPath, ModelsFolder = request.ModelsFolder };
        var tokenizerFolder = await tokenizers.GetFolderAsync(search, new TokenizerDownloadNotes(text => progress.Report(new GenerateEvent.Noted(text))), token).ConfigureAwait(false);
        return new(request, plan, inputs, ClipTokenizer.FromFolder(tokenizerFolder));
    }

    private (GenerateRequest Request, ScriptPlan Plan, IReadOnlyList<InputPicture> Inputs) Plan(GenerateRequest request, IProgress<GenerateEvent> progress)
    {
        var stylesFile = request.StylesFile ?? folders.Styles;
        request = request with { StylesFile = stylesFile };
        if (!Path.Exists(request.ModelPath)) request = request with { ModelPath = new CheckpointCatalog(request, folders).TryFind(request.ModelPath) ?? request.ModelPath };
        RequiredFiles.CheckModel("--model", request.ModelPath);
        request = WithVaeOfPicture(request, progress);
        VaeChoices(request).Resolve(request.VaePath, request.ModelPath);
        var inputs = InputPictures.Find(request);
        var plan = request.Script is { } script ? PlanOf(script, request, progress) : GridPlan.Create(request, PromptStyles.Apply(request.Settings, request.Styles, stylesFile), new CheckpointCatalog(request, folders), NewSeed);
        if (request.ResizeBy is not (null or (>= 0.05 and <= 8))) throw new UserErrorException($"--resize-by {request.ResizeBy} must lie between 0.05 and 8. Use 1 for the picture's own size.");
        var problems = plan.Cells.SelectMany(cell => cell.Settings.Validate()).Distinct().ToList();
        if (problems.Count > 0) throw new InvalidSettingsException(problems);
        foreach (var cell in plan.Cells) CheckNamedModels(request, cell.Settings);
        CheckLoras(request);
        return (request, plan, inputs);
    }

    private ScriptPlan PlanOf(Script script, GenerateRequest request, IProgress<GenerateEvent> progress)
    {
        if (request.Axes.Count > 0) throw new UserErrorException($"{script.Title} and the X/Y/Z plot cannot be used together. Leave --script or --xyz out.");
        if (script.IsOnlyImageToImage && request.InputImagePath is null) throw new UserErrorException($"{script.Title} needs a picture to start from. Use img2img with --init-image.");
        var problems = script.Validate().Concat(request.Settings.Validate()).ToList();
        return problems.Count == 0 ? script.Plan(new ScriptContext(request, folders, text => progress.Report(new GenerateEvent.Noted(text)))) : throw new InvalidSettingsException(problems);
    }

    /// <summary>Finds what settings name before anything is computed.</summary>
    private void CheckNamedModels(GenerateRequest request, GenerationSettings settings)
    {
        var checkpoints = new CheckpointCatalog(request, folders);
        if (settings.Refiner is { } refiner) checkpoints.Find(refiner.Checkpoint);
        if (settings.Hires?.Checkpoint is { } checkpoint) checkpoints.Find(checkpoint);
        if (settings.Hires is { Upscaler: HiresUpscaler.Model } hires) new UpscalerCatalog(new ModelFolders(folders, request.ModelsFolder), request.NamesNoFiles).Find("--hr-upscaler", hires.UpscalerModel!);
    }

    /// <summary>A prompt may name a LoRA that is not there, as in A1111; a grid that compares it with others would show nothing of it.</summary>
    private void CheckLoras(GenerateRequest request)
    {
        var searched = LoraCatalog.Folders(folders, request.ModelsFolder, request.LoraFolder);
        var catalog = new LoraCatalog(searched);
        foreach (var axis in request.Axes.Where(axis => axis.Kind.Name == "LoRA"))
        {
            if (axis.Values.FirstOrDefault(name => name.Length == 0 || (name != "None" && catalog.Find(name) is null)) is { } missing)
                throw new UserErrorException($"{char.ToUpperInvariant(axis.Letter)} values (LoRA): there is no LoRA '{missing}' in {string.Join(", ", searched)}. Give a file's name without its ending, or None.");
        }
    }

    private VaeChoice VaeChoices(GenerateRequest request) => new(new CheckpointCatalog(request, folders), new ModelFolders(folders, request.ModelsFolder).Of(ModelKind.Vae));

    private GenerateRequest WithVaeOfPicture(GenerateRequest request, IProgress<GenerateEvent> progress)
    {
        if (request.Settings.Vae is not { } name) return request;
        try
        {
            return request with { VaePath = new CheckpointCatalog(request, folders).FindVae(name) };
        }
        catch (UserErrorException e)
        {
            progress.Report(new GenerateEvent.Noted($"The picture was made with another VAE: {e.Message}"));
            return request;
        }
    }

    /// <summary>Makes and saves the pictures, on the calling thread.</summary>
    /// <param name="prepared">What to make.</param>
    /// <param name="model">The model in memory, or the place for it. Borrowed.</param>
    /// <param name="view">Who watches and steers.</param>
    /// <param name="token">Tested every step.</param>
    internal IReadOnlyList<SavedImage> Run(PreparedGeneration prepared, LoadedModel model, GenerationView view, CancellationToken token)
    {
        var (request, plan, inputs, tokenizer) = prepared;
        var progress = view.Progress;
        NativeLibraries.Load();
        var today = clock.GetLocalNow();
        var isImageToImage = inputs[0].Path is not null;
        var folder = request.OutputFolder ?? folders.Images(isImageToImage, today);
        var session = new GenerationSession(request, folders, tokenizer, clock, model, view);
        var hasGrid = request.MakesGrid || plan.DrawsGrid;
        var files = new ResultFiles(folder, hasGrid, progress);
        var hasOpened = false;
        foreach (var input in inputs)
        {
            var maker = new PictureMaker(session, request, input, plan.Results, files, progress, token);
            plan.Run(maker);
            hasOpened |= maker.HasOpened;
        }

        if (!hasOpened) throw new UserErrorException($"--input-dir {request.InputFolder}: no picture in it could be used; the notes say why for each.");

        // A single picture makes no grid.
        foreach (var sheet in hasGrid && files.ForGrids.Count > 1 ? plan.Sheets(files.ForGrids) : [])
            progress.Report(new GenerateEvent.GridSaved(GridFiles.Write(request.OutputFolder ?? folders.Grids(isImageToImage, today), sheet)));

        return files.Saved;
    }

    /// <summary>A seed in A1111's range, from the clock: people share seeds, so it stays below 2³².</summary>
    private long NewSeed() => new Random(unchecked((int)clock.GetTimestamp())).NextInt64(0, 4294967294);

    private sealed class NoNotes : IProgress<GenerateEvent>
    {
        public void Report(GenerateEvent value)
        {
            // They come again when the request is run.
        }
    }
}
