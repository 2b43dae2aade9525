using Senmitsu.Formats.Weights;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Models.Lora;

namespace Senmitsu.Generation;

/// <summary>
/// The one model of a job that is in memory: its own, or the refiner after it took over. LoRAs are fused into whichever it is. Owns the
/// refiner and the fusions; the job's own model is as before when this is disposed.
/// </summary>
internal sealed class ActiveModel : IDisposable
{
    private readonly StableDiffusionModel _own;
    private readonly GenerationSettings _settings;
    private readonly IReadOnlyList<AppliedLora> _loras;
    private readonly ModelOnDemand? _refiner;
    private FusedLoras _fused;
    private StableDiffusionModel? _loadedRefiner;
    private bool _usesRefiner;
    private double _mergedTokens;

    /// <summary>Begins with the job's own model.</summary>
    /// <param name="own">The job's own model. Borrowed.</param>
    /// <param name="settings">Settings of the job.</param>
    /// <param name="loras">LoRAs of the prompt.</param>
    /// <param name="refiner">The refiner, or <see langword="null"/>.</param>
    /// <exception cref="ModelMismatchException">A LoRA is for another kind of model.</exception>
    public ActiveModel(StableDiffusionModel own, GenerationSettings settings, IReadOnlyList<AppliedLora> loras, ModelOnDemand? refiner)
    {
        (_own, _settings, _loras, _refiner) = (own, settings, loras, refiner);
        _fused = Prepare(own);
    }

    /// <summary>The model to compute with now. Borrowed.</summary>
    public StableDiffusionModel Model => _usesRefiner ? _loadedRefiner! : _own;

    /// <summary>Whether the refiner took over at least once.</summary>
    public bool HasSwitched { get; private set; }

    /// <summary>Whether there is a refiner that is not in use yet.</summary>
    public bool CanSwitch => _refiner is not null && !_usesRefiner;

    /// <summary>Share of the tokens to merge from now on, whichever model is active.</summary>
    public double MergedTokens
    {
        get => Model.MergedTokens;
        set => (_own.MergedTokens, _mergedTokens) = (value, value);
    }

    /// <summary>What the user should know about the LoRAs.</summary>
    public IReadOnlyList<string> Notes => _fused.Notes;

    /// <summary>What infotext calls the refiner.</summary>
    public string? RefinerTitle => _refiner?.Title;

    /// <summary>Frees the job's own model and takes the refiner.</summary>
    public void UseRefiner()
    {
        _fused.Dispose();
        _own.Release();
        _loadedRefiner ??= _refiner!.Load();
        _usesRefiner = HasSwitched = true;
        _fused = Prepare(_loadedRefiner);
    }

    /// <summary>Frees the refiner, if it is in use, and takes the job's own model again.</summary>
    public void UseOwn()
    {
        if (!_usesRefiner) return;
        _fused.Dispose();
        _loadedRefiner!.Release();
        _usesRefiner = false;
        _fused = Prepare(_own);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _fused.Dispose();
        _loadedRefiner?.Dispose();
        (_own.WrapsAround, _own.VaeTiling, _own.MergedTokens) = (false, Models.Vae.VaeTiling.Off, 0);
    }

    private FusedLoras Prepare(StableDiffusionModel model)
    {
        (model.WrapsAround, model.VaeTiling, model.MergedTokens) = (_settings.IsTiling, _settings.VaeTiling, _mergedTokens);
        var fused = new FusedLoras();
        try
        {
            foreach (var lora in _loras)
            {
                using var file = WeightFiles.Open(lora.Path);
                try
                {
                    fused.Add(lora, LoraNetwork.Load(file, model));
                }
                catch (ModelMismatchException e) when (e is { Missing.Count: 0, WrongShapes.Count: 0 })
                {
                    fused.NoteUseless(lora, e.Unexpected.Count); // the picture is made all the same, as in A1111
                }
            }

            return fused;
        }
        catch
        {
            fused.Dispose();
            throw;
        }
    }
}
