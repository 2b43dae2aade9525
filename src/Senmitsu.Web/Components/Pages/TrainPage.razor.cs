using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using MudBlazor;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio;
using Senmitsu.Studio.Datasets;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Jobs.Kinds;
using Senmitsu.Studio.Loras;
using Senmitsu.Studio.Models;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;
using Senmitsu.Web.State;
using Senmitsu.Web.Training;

namespace Senmitsu.Web.Components.Pages;

/// <summary>Train (LoRA): pictures, a name and a preset first; kohya_ss' fields, all of them, folded below.</summary>
public sealed partial class TrainPage : StudioComponent, IDisposable
{
    private const long MostConfigBytes = 1 << 20;

    private PictureSet? _set;
    private PictureSet? _regularization;
    private IReadOnlyList<string> _otherSets = [];
    private Job? _job;
    private ShownPlan? _plan;
    private CancellationTokenSource? _look;
    private (TrainingSettings Settings, IReadOnlyList<string> Files)? _asked;
    private string? _model;
    private bool _isReady;

    /// <summary>Pictures to train on.</summary>
    [Inject]
    public required PictureSets Sets { get; init; }

    /// <summary>The queue.</summary>
    [Inject]
    public required JobQueue Jobs { get; init; }

    /// <summary>The checkpoint in use.</summary>
    [Inject]
    public required CurrentModel Model { get; init; }

    /// <summary>Brings a save to the prompts.</summary>
    [Inject]
    public required UseLora UseLora { get; init; }

    /// <summary>Starts trainings.</summary>
    [Inject]
    public required Trainings Trainings { get; init; }

    /// <summary>The models that are there.</summary>
    [Inject]
    public required ModelShelf Shelf { get; init; }

    /// <summary>What stands in the fields.</summary>
    [Inject]
    public required TrainingDraft Draft { get; init; }

    /// <summary>The browser.</summary>
    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <summary>Says what went wrong.</summary>
    [Inject]
    public required PageMessages Messages { get; init; }

    private TrainingForm Form => Draft.Form;

    private bool CanStart => _set is { Pictures.Count: > 0 } && _look is null;

    private IEnumerable<(string, string)> RegularizationOptions => [("", T(Phrases.None)), .. _otherSets.Select(name => (name, name))];

    private string Plan
    {
        get
        {
            if (_set is not { Pictures.Count: > 0 } set) return T(Phrases.AddPicturesFirst);
            var (epochs, steps) = Form.Length(set.Pictures.Count * (_regularization is null ? 1 : 2), set.Repeats); // as many of both
            return T(Phrases.PlanWords, set.Pictures.Count, set.Repeats, epochs, steps);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Changed -= OnModelChanged;
        Forget();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => Model.Changed += OnModelChanged;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        var status = Jobs.Status;
        _job = new[] { status.Running }.Concat(status.Waiting).Concat(status.Finished).OfType<TrainJob>().FirstOrDefault();
        await Draft.LoadAsync();
        if (Draft.IsNew && _job is not null) Form.Name = _job.Title; // another browser: what it works on is the best guess
        ReadSet();
        _model = Model.Path;
        _isReady = true;
        StateHasChanged();
    }

    private void OnModelChanged() => _ = InvokeAsync(async () =>
    {
        if (!_isReady) return;
        if (Model.Path != _model) Forget(); // else only the list is another, as after "Use this one"
        _model = Model.Path;
        await Draft.FitAsync();
        StateHasChanged();
    });

    private bool IsShown(TrainingField field) => KohyaGuiMapping.IsFieldOf(Form.Text("LoRA_type"), field.Key);

    /// <summary>What is planned changes: the plan that is shown or made was another one.</summary>
    private Task KeepAsync()
    {
        Forget();
        return Draft.KeepAsync();
    }

    private void Forget()
    {
        _look?.Cancel();
        if (_plan is { } plan) Trainings.Forget(plan);
        (_look, _plan, _asked) = (null, null, null);
    }

    private void ReadSet()
    {
        Forget();
        try
        {
            _set = Sets.Read(Form.Name);
            _otherSets = [.. Sets.Names.Where(name => name != Form.Name)];
            _regularization = _otherSets.Contains(Draft.Regularization) && Sets.Read(Draft.Regularization) is { Pictures.Count: > 0 } found ? found : null;
        }
        catch (Exception e) when (e is UserErrorException or IOException or UnauthorizedAccessException)
        {
            _set = null;
            Messages.Add(e.Message, Severity.Warning);
        }
    }

    private async Task RenameAsync(string name)
    {
        Form.Name = name.Trim();
        ReadSet();
        await Draft.KeepAsync();
    }

    private async Task ApplyAsync(TrainingPreset preset)
    {
        preset.Apply(Form, Model.Side);
        await KeepAsync();
    }

    private async Task RegularizeAsync(string set)
    {
        await Draft.ChangeRegularizationAsync(set);
        if (set.Length > 0) Repeat(set, 1); // with more, sd-scripts takes more of them than of those that are trained
        else ReadSet();
    }

    private void Repeat(int repeats) => Repeat(Form.Name, repeats);

    private void Repeat(string set, int repeats)
    {
        try
        {
            Sets.Repeat(set, repeats);
        }
        catch (Exception e) when (e is UserErrorException or IOException or UnauthorizedAccessException)
        {
            Messages.Add(e.Message, Severity.Error);
        }

        ReadSet();
    }

    private async Task ShowPlanAsync()
    {
        await KeepAsync();
        if (await LookAsync(Trainings.PlanAsync) is { } found) _plan = found.Result;
    }

    private async Task StartAsync()
    {
        await KeepAsync();
        if (await LookAsync(Trainings.ReplacedAsync) is not { } found) return;
        if (found.Result.Count > 0) _asked = (found.Settings, found.Result);
        else Begin(found.Settings);
    }

    /// <summary>Looks at the pictures in the background. What comes out counts only if nothing was changed meanwhile.</summary>
    private async Task<(TrainingSettings Settings, TResult Result)?> LookAsync<TResult>(Func<TrainingSettings, CancellationToken, Task<TResult?>> find)
        where TResult : class
    {
        if (_set is not { } set || Trainings.Understand(Form, set, _regularization, T) is not { } settings) return null;
        using var look = new CancellationTokenSource();
        _look = look;
        StateHasChanged();
        try
        {
            var result = await find(settings, look.Token);
            if (_look == look) return result is null ? null : (settings, result);
            if (result is ShownPlan unwanted) Trainings.Forget(unwanted);
            return null;
        }
        finally
        {
            if (_look == look) _look = null;
        }
    }

    private void Begin(TrainingSettings settings)
    {
        Forget();
        _job = Trainings.Start(settings) ?? _job;
    }

    private void Resume()
    {
        if (_job is { } job) _job = Trainings.Resume(job) ?? _job;
    }

    private void Use(JobResult save)
    {
        try
        {
            var name = UseLora.Run(save.Path);
            Shelf.Refresh();
            var own = Path.GetFileNameWithoutExtension(save.Path);
            Messages.Add(name == own ? T(Phrases.LoraIsReady, $"<lora:{name}:1>") : T(Phrases.LoraIsReadyBeside, $"<lora:{name}:1>", own), Severity.Success);
        }
        catch (UserErrorException e)
        {
            Messages.Add(e.Message, Severity.Error);
        }
    }

    private async Task LoadAsync(InputFileChangeEventArgs change)
    {
        try
        {
            using var reader = new StreamReader(change.File.OpenReadStream(MostConfigBytes), Encoding.UTF8);
            Draft.Load(await reader.ReadToEndAsync(), change.File.Name);
            ReadSet();
            await Draft.KeepAsync();
        }
        catch (IOException e)
        {
            Messages.Add(e.Message, Severity.Error);
        }
    }

    private Task DownloadAsync() => DownloadAsync(".json", Form.Save());

    private async Task DownloadTomlAsync()
    {
        try
        {
            await DownloadAsync(".toml", Form.SaveToml());
        }
        catch (InvalidSettingsException e)
        {
            Messages.Add(e.Message, Severity.Error);
        }
    }

    private Task DownloadAsync(string ending, string text) => Browser.InvokeVoidAsync("senmitsu.download", Form.Name + ending, text).AsTask();

    private async Task ResetAsync()
    {
        Forget();
        await Draft.ResetAsync();
    }
}
