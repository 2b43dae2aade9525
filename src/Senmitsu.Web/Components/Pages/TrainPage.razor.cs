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
    private const string FormKey = "senmitsu-train", TriggerKey = "senmitsu-train-trigger";
    private const long MostConfigBytes = 1 << 20;

    private readonly TrainingForm _form = new();
    private string _trigger = "";
    private PictureSet? _set;
    private Job? _job;
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

    /// <summary>The browser's memory.</summary>
    [Inject]
    public required BrowserStorage Storage { get; init; }

    /// <summary>The browser.</summary>
    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <summary>Says what went wrong.</summary>
    [Inject]
    public required ISnackbar Messages { get; init; }

    private string Plan
    {
        get
        {
            if (_set is not { Pictures.Count: > 0 } set) return T(Phrases.AddPicturesFirst);
            var batch = Math.Max(1, (int)_form.Number("train_batch_size"));
            var epochs = Math.Max(1, (int)_form.Number("epoch"));
            var each = (set.Pictures.Count * set.Repeats + batch - 1) / batch;
            return T(Phrases.PlanWords, set.Pictures.Count, set.Repeats, epochs, _form.Number("max_train_steps") is > 0 and var steps ? (int)steps : each * epochs);
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
        if (await Storage.LoadAsync<string>(FormKey) is { } json) Load(json, FormKey);
        else if (_job is not null) _form.Name = _job.Title; // another browser: what it works on is the best guess
        _trigger = await Storage.LoadAsync<string>(TriggerKey) ?? "";
        ReadSet();
        _isReady = true;
        StateHasChanged();
    }

    private void OnModelChanged() => _ = InvokeAsync(StateHasChanged);

    private void ReadSet()
    {
        try
        {
            _set = Sets.Read(_form.Name);
        }
        catch (UserErrorException e)
        {
            _set = null;
            Messages.Add(e.Message, Severity.Warning);
        }
    }

    private Task KeepAsync() => Storage.SaveAsync(FormKey, _form.Save());

    private async Task RenameAsync(string name)
    {
        _form.Name = name.Trim();
        ReadSet();
        await KeepAsync();
    }

    private async Task TriggerAsync(string trigger)
    {
        _trigger = trigger.Trim();
        await Storage.SaveAsync(TriggerKey, _trigger);
    }

    private async Task ApplyAsync(TrainingPreset preset)
    {
        preset.Apply(_form);
        await KeepAsync();
    }

    private void Repeat(int repeats)
    {
        Sets.Repeat(_form.Name, repeats);
        ReadSet();
    }

    private async Task StartAsync()
    {
        await KeepAsync();
        if (_set is { } set && Trainings.Start(_form, set, T(Phrases.NoCheckpointYet)) is { } job) _job = job;
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
            Load(await reader.ReadToEndAsync(), change.File.Name);
            ReadSet();
            await KeepAsync();
        }
        catch (IOException e)
        {
            Messages.Add(e.Message, Severity.Error);
        }
    }

    private void Load(string json, string source)
    {
        try
        {
            _form.Load(json, source);
        }
        catch (KohyaConfigException e)
        {
            Messages.Add(e.Message, Severity.Error);
        }
    }

    private Task DownloadAsync() => Browser.InvokeVoidAsync("senmitsu.download", $"{_form.Name}.json", _form.Save()).AsTask();
}
