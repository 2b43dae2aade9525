using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using MudBlazor;
using Senmitsu.Formats.Kohya;
using Senmitsu.Studio;
using Senmitsu.Studio.Datasets;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Jobs.Kinds;
using Senmitsu.Studio.Loras;
using Senmitsu.Studio.Models;
using Senmitsu.Web.State;
using Senmitsu.Web.Training;

namespace Senmitsu.Web.Components.Pages;

/// <summary>Train (LoRA): pictures, a name and a preset first; kohya_ss' fields, all of them, folded below.</summary>
public sealed partial class TrainPage : StudioComponent, IDisposable
{
    private const long MostConfigBytes = 1 << 20;

    private PictureSet? _set;
    private Job? _job;
    private ShownPlan? _plan;
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
    public required ISnackbar Messages { get; init; }

    private TrainingForm Form => Draft.Form;

    private string Plan
    {
        get
        {
            if (_set is not { Pictures.Count: > 0 } set) return T(Phrases.AddPicturesFirst);
            var batch = Math.Max(1, (int)Form.Number("train_batch_size"));
            var epochs = Math.Max(1, (int)Form.Number("epoch"));
            var each = (set.Pictures.Count * set.Repeats + batch - 1) / batch;
            return T(Phrases.PlanWords, set.Pictures.Count, set.Repeats, epochs, Form.Number("max_train_steps") is > 0 and var steps ? (int)steps : each * epochs);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Model.Changed -= OnModelChanged;

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
        _isReady = true;
        StateHasChanged();
    }

    private void OnModelChanged() => _ = InvokeAsync(async () =>
    {
        if (!_isReady) return;
        await Draft.FitAsync();
        _plan = null;
        StateHasChanged();
    });

    /// <summary>What is planned changes: the plan that is shown was another one.</summary>
    private Task KeepAsync()
    {
        _plan = null;
        return Draft.KeepAsync();
    }

    private void ReadSet()
    {
        _plan = null;
        try
        {
            _set = Sets.Read(Form.Name);
        }
        catch (UserErrorException e)
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

    private void Repeat(int repeats)
    {
        Sets.Repeat(Form.Name, repeats);
        ReadSet();
    }

    private async Task ShowPlanAsync()
    {
        await KeepAsync();
        if (_set is { } set) _plan = Trainings.Plan(Form, set, T(Phrases.NoCheckpointYet));
    }

    private async Task StartAsync()
    {
        await KeepAsync();
        if (_set is { } set && Trainings.Start(Form, set, T(Phrases.NoCheckpointYet)) is { } job) _job = job;
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
            Messages.Add(T(Phrases.LoraIsReady, $"<lora:{name}:1>"), Severity.Success);
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

    private Task DownloadAsync() => Browser.InvokeVoidAsync("senmitsu.download", $"{Form.Name}.json", Form.Save()).AsTask();
}
