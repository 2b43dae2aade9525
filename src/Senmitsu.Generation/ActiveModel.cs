using Senmitsu.Formats.Pickle;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Models.Lora;

namespace Senmitsu.Generation;

/// <summary>
/// The one model of a job that is in memory: its own, the refiner after it took over, or the checkpoint of the second pass. The LoRAs of the
/// pass are fused into whichever it is. Owns the other models and the fusions; the job's own model is as before when this is disposed.
/// </summary>
internal sealed class ActiveModel : IDisposable
{
    private readonly StableDiffusionModel _own;
    private readonly GenerationSettings _settings;
    private readonly IReadOnlyList<AppliedLora> _loras;
    private readonly Action<string>? _onNote;
    private readonly ModelOnDemand? _refiner;
    private readonly ModelOnDemand? _hires;
    private readonly Dictionary<string, StableDiffusionModel> _loaded = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];
    private HiresPass _pass = HiresPass.First;
    private FusedLoras _fused = new();
    private double _mergedTokens;

    /// <summary>Begins with the job's own model and the first pass.</summary>
    /// <param name="own">The job's own model. Borrowed.</param>
    /// <param name="settings">Settings of the job.</param>
    /// <param name="loras">LoRAs of the prompts.</param>
    /// <param name="findCheckpoint">Finds the other models that the settings name.</param>
    /// <param name="onNote">Told what the user should know about the LoRAs, each once.</param>
    /// <exception cref="ModelMismatchException">A LoRA is incomplete.</exception>
    public ActiveModel(StableDiffusionModel own, GenerationSettings settings, IReadOnlyList<AppliedLora> loras, Func<string, ModelOnDemand> findCheckpoint, Action<string>? onNote)
    {
        (_own, _settings, _loras, _onNote) = (own, settings, loras, onNote);
        _refiner = settings.Refiner is { } refiner ? findCheckpoint(refiner.Checkpoint) : null;
        _hires = settings.Hires?.Checkpoint is { } checkpoint ? findCheckpoint(checkpoint) : null;
        Model = own;
        try
        {
            Fuse();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The model to compute with now. Borrowed.</summary>
    public StableDiffusionModel Model { get; private set; }

    /// <summary>Whether the refiner took over at least once.</summary>
    public bool HasRefined { get; private set; }

    /// <summary>Whether there is a refiner that is not in use.</summary>
    public bool CanRefine => _refiner is not null && !(IsLoaded(_refiner, out var model) && model == Model);

    /// <summary>Share of the tokens to merge from now on, whichever model is active.</summary>
    public double MergedTokens
    {
        get => Model.MergedTokens;
        set => (Model.MergedTokens, _mergedTokens) = (value, value);
    }

    /// <summary>What the user should know about the LoRAs used so far.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>What infotext calls the refiner.</summary>
    public string? RefinerTitle => _refiner?.Title;

    /// <summary>What infotext calls the checkpoint of the second pass; <see langword="null"/> if it is the first pass's.</summary>
    public string? HiresTitle => _hires?.Title;

    /// <summary>Takes the job's own model with the LoRAs of the prompt.</summary>
    public void BeginFirstPass() => Use(null, HiresPass.First);

    /// <summary>Takes the model of the second pass with the LoRAs of its prompt. One that cannot be used is left out and noted: the first pass is not lost for it.</summary>
    public void BeginSecondPass() => Use(_hires, HiresPass.Second);

    /// <summary>Takes the refiner with the LoRAs of the pass.</summary>
    /// <exception cref="ModelMismatchException">A LoRA is incomplete.</exception>
    public void Refine()
    {
        HasRefined = true;
        Use(_refiner, _pass);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _fused.Dispose();
        foreach (var model in _loaded.Values) model.Dispose();
        (_own.WrapsAround, _own.VaeTiling, _own.MergedTokens) = (false, Models.Vae.VaeTiling.Off, 0);
    }

    /// <summary>Frees the model in use, if another is wanted, before that is loaded; then fuses what the pass needs.</summary>
    private void Use(ModelOnDemand? wanted, HiresPass pass)
    {
        var isOther = !IsLoaded(wanted, out var model) || model != Model;
        if (!isOther && LorasOf(pass).Select(lora => lora.Tag).SequenceEqual(LorasOf(_pass).Select(lora => lora.Tag)))
        {
            _pass = pass;
            return;
        }

        _fused.Dispose();
        _fused = new();
        if (isOther) Model.Release();
        (Model, _pass) = (model ?? (_loaded[wanted!.Path] = wanted.Load!()), pass);
        Fuse();
    }

    private bool IsLoaded(ModelOnDemand? wanted, out StableDiffusionModel? model)
    {
        model = wanted?.Load is null ? _own : _loaded.GetValueOrDefault(wanted.Path);
        return model is not null;
    }

    private IEnumerable<AppliedLora> LorasOf(HiresPass pass) => _loras.Where(lora => lora.Pass == pass || lora.Pass == HiresPass.Both);

    private void Fuse()
    {
        (Model.WrapsAround, Model.VaeTiling, Model.MergedTokens) = (_settings.IsTiling, _settings.VaeTiling, _mergedTokens);
        foreach (var lora in LorasOf(_pass))
        {
            try
            {
                using var file = WeightFiles.Open(lora.Path);
                _fused.Add(lora, LoraNetwork.Load(file, Model, leavesOutMisfits: true));
            }
            catch (ModelMismatchException e) when (e.Missing.Count == 0)
            {
                _fused.NoteUseless(lora, e.Unexpected.Count + e.WrongShapes.Count); // the picture is made all the same, as in A1111
            }
            catch (Exception e) when (_pass == HiresPass.Second && e is ModelMismatchException or SafetensorsException or PickleException or NonFiniteWeightsException or IOException or UnauthorizedAccessException)
            {
                _fused.NoteBroken(lora, e.Message);
            }
        }

        foreach (var note in _fused.Notes.Except(_notes).ToList())
        {
            _notes.Add(note);
            _onNote?.Invoke(note);
        }
    }
}
