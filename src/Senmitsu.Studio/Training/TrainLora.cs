using System.Runtime.InteropServices;
using System.Text;
using Senmitsu.Formats.Files;
using Senmitsu.Formats.Kohya;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using Senmitsu.Numerics;
using Senmitsu.Studio.Datasets;
using Senmitsu.Studio.Models;
using Senmitsu.Studio.Tokenizers;
using Senmitsu.Training;
using Senmitsu.Training.Checkpoints;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Events;
using Senmitsu.Training.Logs;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Studio.Training;

/// <summary>Use case: pictures and settings → LoRA files.</summary>
/// <param name="folders">Where the studio keeps things.</param>
/// <param name="tokenizers">Where the tokenizer comes from.</param>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="clock">Source of times.</param>
public sealed class TrainLora(StudioFolders folders, TokenizerSource tokenizers, Func<string, string?> environment, TimeProvider clock)
{
    private const string LessMemory =
        "Use --gradient_checkpointing, --train_batch_size 1 with --gradient_accumulation_steps, or a smaller --resolution; --dry-run says what a run needs. Files and states saved before are whole: --resume goes on from there.";

    /// <summary>What a run would do, without doing it.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="token">Tested every picture.</param>
    /// <exception cref="InvalidSettingsException">The settings cannot be used; all problems are listed.</exception>
    /// <exception cref="KohyaConfigException">A file of data sets cannot be read.</exception>
    /// <exception cref="DatasetException">There is nothing to train on; the message says what was found instead.</exception>
    public static TrainingPlan Plan(TrainingSettings settings, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var problems = settings.Validate();
        if (problems.Count > 0) throw new InvalidSettingsException(problems);
        RequiredFiles.CheckModel("--pretrained_model_name_or_path", settings.Model.PretrainedModelNameOrPath);
        if (settings.Model.Vae is { } vae && !Directory.Exists(vae)) RequiredFiles.Check("--vae", vae);
        if (settings.Network.Weights is { } weights) RequiredFiles.Check("--network_weights", weights);
        foreach (var file in settings.Network.BaseWeights) RequiredFiles.Check("--base_weights", file);
        if (settings.Output.Modelspec.Thumbnail is { } thumbnail) RequiredFiles.Check("--metadata_thumbnail", thumbnail);
        if (settings.Samples is { IsActive: true, PromptFile: { } prompts }) RequiredFiles.Check("--sample_prompts", prompts);
        try
        {
            return TrainingPlan.Create(settings, DatasetSource.Read(settings.Dataset, token), settings.Run.Seed ?? 0);
        }
        catch (DatasetException e) when (FolderFix.WouldHelp(settings.Dataset, e.Problems))
        {
            throw new DatasetException(e.Problems, "Or add --fix: it trains from a right folder built beside this one and changes nothing here.");
        }
    }

    /// <summary>Says which captions are longer than what is trained; null when none is, or when no tokenizer is at hand to count them.</summary>
    /// <param name="settings">The settings of the plan.</param>
    /// <param name="plan">The plan.</param>
    /// <exception cref="TokenizerException">A tokenizer was given and is not there.</exception>
    public string? CutCaptions(TrainingSettings settings, TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(plan);
        return TokenizerLocator.Find(Search(settings)) is { } folder ? CutCaptions(ClipTokenizer.FromFolder(folder), settings, plan) : null;
    }

    /// <summary>What a planned run would cost: the model is loaded and a few steps are tried. Nothing is written.</summary>
    /// <param name="settings">The settings of the plan.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="token">Stops between steps.</param>
    /// <exception cref="OutOfDeviceMemoryException">The run does not fit.</exception>
    public TrainingEstimate Estimate(TrainingSettings settings, TrainingPlan plan, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(settings);
        try
        {
            NativeLibraries.Load();
            var device = ComputeDevice.Parse(settings.Run.Device);
            using var model = StableDiffusionLoader.Load(settings.Model.PretrainedModelNameOrPath, device.Resolve(settings.Run.ToPrecision()), device.Device, settings.Model.Vae);
            TrainableModel.Require(model, settings.Model.PretrainedModelNameOrPath);
            return new TrainingTrial(model, settings, plan, clock).Run(token);
        }
        catch (ExternalException e) when (OutOfDeviceMemoryException.Is(e))
        {
            throw new OutOfDeviceMemoryException(e, LessMemory);
        }
    }

    /// <summary>The files of a planned run that exist already and would be replaced.</summary>
    public static IReadOnlyList<string> Replaced(TrainingSettings settings, TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(plan);
        return [.. plan.FileNames.Select(name => Path.Combine(settings.Output.OutputDir, name)).Where(File.Exists)];
    }

    /// <summary>Trains.</summary>
    /// <param name="settings">The settings. Without a seed, one is drawn and written down.</param>
    /// <param name="progress">Told everything, in order.</param>
    /// <param name="token">Stops within a step; finished files stay.</param>
    /// <inheritdoc cref="Plan" path="/exception"/>
    /// <exception cref="OutOfDeviceMemoryException">The run does not fit.</exception>
    public async Task RunAsync(TrainingSettings settings, IProgress<TrainingEvent> progress, CancellationToken token) =>
        Run(await PrepareAsync(settings, progress, token).ConfigureAwait(false), progress, token);

    /// <summary>Finds and checks all that a run needs.</summary>
    /// <inheritdoc cref="RunAsync"/>
    internal async Task<PreparedTraining> PrepareAsync(TrainingSettings settings, IProgress<TrainingEvent> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(progress);
        settings = FolderFix.Apply(settings, text => progress.Report(new Noted(text)));
        var state = settings.State.Resume is { } folder ? SavedState.Open(folder) : null;
        var seeded = settings with { Run = settings.Run with { Seed = Seed(settings, state) } };
        var plan = Plan(seeded, token);
        foreach (var problem in plan.Problems) progress.Report(new Noted(problem.Message));
        if (state is null && Replaced(seeded, plan) is { Count: > 0 } replaced) progress.Report(new Noted($"these files exist and will be replaced: {string.Join(", ", replaced)}"));
        var search = Search(settings);
        var tokenizerFolder = await tokenizers.GetFolderAsync(search, new TokenizerDownloadNotes(text => progress.Report(new Noted(text))), token).ConfigureAwait(false);
        if (search is { ExplicitFolder: null, CacheFolder: { } cache } && !TokenizerLocator.IsCached(search))
            progress.Report(new Noted($"tokenizer_cache_dir {cache} holds no vocab.json and merges.txt; those in {tokenizerFolder} are used, and nothing is written there"));
        var tokenizer = ClipTokenizer.FromFolder(tokenizerFolder);
        if (CutCaptions(tokenizer, seeded, plan) is { } cut) progress.Report(new Noted(cut));
        return new(seeded, plan, tokenizer, state);
    }

    /// <summary>Trains, on the calling thread.</summary>
    /// <param name="prepared">What to do.</param>
    /// <param name="progress">Told everything, in order.</param>
    /// <param name="token">Stops within a step; finished files stay.</param>
    /// <exception cref="OutOfDeviceMemoryException">The run does not fit.</exception>
    internal void Run(PreparedTraining prepared, IProgress<TrainingEvent> progress, CancellationToken token)
    {
        try
        {
            Train(prepared, progress, token);
        }
        catch (ExternalException e) when (OutOfDeviceMemoryException.Is(e))
        {
            throw new OutOfDeviceMemoryException(e, LessMemory);
        }
    }

    private TokenizerSearch Search(TrainingSettings settings) =>
        TokenizerSearch.FromEnvironment(folders.Root, environment) with { ExplicitFolder = settings.Model.TokenizerDirectory, CacheFolder = settings.Model.TokenizerCacheDirectory, ModelFile = settings.Model.PretrainedModelNameOrPath };

    private static string? CutCaptions(ClipTokenizer tokenizer, TrainingSettings settings, TrainingPlan plan) => CaptionLengths.Describe(tokenizer, plan.Images.Select(planned => planned.Image), settings.Dataset.LongTokenLength);

    private void Train(PreparedTraining prepared, IProgress<TrainingEvent> progress, CancellationToken token)
    {
        var (settings, plan, tokenizer, state) = prepared;
        NativeLibraries.Load();
        var device = ComputeDevice.Parse(settings.Run.Device);
        var dataType = device.Resolve(settings.Run.ToPrecision());
        PrepareOutput(settings);

        var started = clock.GetTimestamp();
        using var model = StableDiffusionLoader.Load(settings.Model.PretrainedModelNameOrPath, dataType, device.Device, settings.Model.Vae);
        TrainableModel.Require(model, settings.Model.PretrainedModelNameOrPath);
        progress.Report(new ModelLoaded(device.ToString(), dataType.ToString(), clock.GetElapsedTime(started)));
        settings = settings with { Model = BaseModelVersion.Settle(settings.Model, model, progress) };
        WriteSettings(settings);
        var log = TensorBoardLog.Open(settings.Output, clock.GetLocalNow());
        var trainer = new Trainer(model, tokenizer, settings, plan, settings.Run.Seed!.Value, Describe(settings, token), clock);
        trainer.Run(log is null ? progress : new Logged(progress, log), token, state);
    }

    /// <summary>A continued run keeps its seed: everything it draws depends on it.</summary>
    private long Seed(TrainingSettings settings, SavedState? state)
    {
        if (state is null) return settings.Run.Seed ?? (uint)clock.GetTimestamp();
        if (settings.Run.Seed is { } seed && seed != state.Facts.Seed)
            throw new TrainingStateException($"--seed {seed} differs from the seed {state.Facts.Seed} of the run in {state.Folder}. Leave --seed out to continue it.");
        return state.Facts.Seed;
    }

    /// <summary>The folder is made and tried before hours of work, not after.</summary>
    private static void PrepareOutput(TrainingSettings settings)
    {
        var folder = settings.Output.OutputDir;
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".senmitsu-{Environment.ProcessId}");
            File.WriteAllBytes(probe, [0]);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"--output_dir {folder} cannot be written to: {e.Message} Choose another folder or free some space.", e);
        }
    }

    /// <summary><c>NAME.toml</c> for sd-scripts and <c>NAME.json</c> for kohya_ss, so that the run can be repeated with either.</summary>
    private static void WriteSettings(TrainingSettings settings)
    {
        var stem = Path.Combine(settings.Output.OutputDir, Path.GetFileNameWithoutExtension(LoraFileNames.Final(settings.Output)));
        var repeatable = settings with { State = settings.State with { Resume = null, InitialEpoch = null, InitialStep = null } };
        KohyaFiles.WriteToml($"{stem}.toml", WithPromptFile(repeatable));
        KohyaFiles.WriteGui($"{stem}.json", repeatable);
    }

    /// <summary>Prompts that came in a kohya_ss file go where kohya_ss writes them, and sd-scripts can read them.</summary>
    private static TrainingSettings WithPromptFile(TrainingSettings settings)
    {
        if (settings.Samples is not { IsActive: true, PromptText: { } text, PromptFile: null }) return settings;
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(settings.Output.OutputDir, "sample")).FullName, "prompt.txt");
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        return settings with { Samples = settings.Samples with { PromptFile = path, PromptText = null } };
    }

    private BaseModelFacts Describe(TrainingSettings settings, CancellationToken token) => new BaseModelHashes(new ModelHashes(folders.HashCache)).Of(settings.Model, token);

    private sealed class Logged(IProgress<TrainingEvent> inner, TensorBoardLog log) : IProgress<TrainingEvent>
    {
        public void Report(TrainingEvent value)
        {
            log.Write(value);
            inner.Report(value);
        }
    }
}
