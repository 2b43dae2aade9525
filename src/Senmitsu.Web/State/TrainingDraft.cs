using System.Globalization;
using MudBlazor;
using Senmitsu.Formats.Kohya;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Datasets;
using Senmitsu.Studio.Gallery;
using Senmitsu.Studio.Models;
using Senmitsu.Web.Training;

namespace Senmitsu.Web.State;

/// <summary>What stands in the fields of the training page of one browser, kept by it so that a reload loses nothing.</summary>
/// <param name="storage">The browser's memory.</param>
/// <param name="model">The checkpoint in use, whose size of picture the fields follow.</param>
/// <param name="sets">Pictures to train on.</param>
/// <param name="messages">Says what went wrong.</param>
public sealed class TrainingDraft(BrowserStorage storage, CurrentModel model, PictureSets sets, PageMessages messages)
{
    private const string FormKey = "senmitsu-train", TriggerKey = "senmitsu-train-trigger", SideKey = "senmitsu-train-side", RegularizationKey = "senmitsu-train-regularization";

    private bool _isLoaded;
    private int _side = NativeSize.Usual;

    /// <summary>kohya_ss' fields.</summary>
    public TrainingForm Form { get; } = new();

    /// <summary>Caption of pictures that are added.</summary>
    public string Trigger { get; private set; } = "";

    /// <summary>Name of the set of regularisation pictures; empty for none.</summary>
    public string Regularization { get; private set; } = "";

    /// <summary>Whether the browser kept nothing from an earlier visit.</summary>
    public bool IsNew { get; private set; } = true;

    /// <summary>Takes up what the browser kept, once.</summary>
    public async Task LoadAsync()
    {
        if (_isLoaded) return;
        if (await storage.LoadAsync<string>(FormKey).ConfigureAwait(false) is { } json)
        {
            Load(json, FormKey);
            IsNew = false;
        }

        Trigger = await storage.LoadAsync<string>(TriggerKey).ConfigureAwait(false) ?? "";
        Regularization = await storage.LoadAsync<string>(RegularizationKey).ConfigureAwait(false) ?? "";
        _side = int.TryParse(await storage.LoadAsync<string>(SideKey).ConfigureAwait(false), NumberStyles.None, CultureInfo.InvariantCulture, out var side) ? side : NativeSize.Usual;
        _isLoaded = true;
        await FitAsync().ConfigureAwait(false);
    }

    /// <summary>Has the browser keep the fields.</summary>
    public async Task KeepAsync()
    {
        IsNew = false;
        await storage.SaveAsync(SideKey, _side.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
        await storage.SaveAsync(FormKey, Form.Save()).ConfigureAwait(false);
    }

    /// <summary>Changes the caption of pictures that are added.</summary>
    public Task ChangeTriggerAsync(string trigger)
    {
        Trigger = (trigger ?? throw new ArgumentNullException(nameof(trigger))).Trim();
        return storage.SaveAsync(TriggerKey, Trigger);
    }

    /// <summary>Chooses the set of regularisation pictures; empty for none.</summary>
    public Task ChangeRegularizationAsync(string set)
    {
        Regularization = set ?? throw new ArgumentNullException(nameof(set));
        return storage.SaveAsync(RegularizationKey, set);
    }

    /// <summary>Takes up a settings file of kohya_ss, or a configuration file of sd-scripts; a mistake in it is said in a message.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="source">Its name.</param>
    public void Load(string text, string source)
    {
        try
        {
            foreach (var note in Form.Load(text, source)) messages.Add(note, Severity.Info);
        }
        catch (Exception e) when (e is KohyaConfigException or InvalidSettingsException)
        {
            messages.Add(e.Message, Severity.Error);
        }
    }

    /// <summary>Brings every field but the name back to its default, at the size of the checkpoint in use.</summary>
    public Task ResetAsync()
    {
        Form.Reset();
        TrainingPreset.Standard.Apply(Form, model.Side);
        _side = model.Side;
        return KeepAsync();
    }

    /// <summary>Makes the resolution fit the checkpoint in use, where it was only that of the one before.</summary>
    public async Task FitAsync()
    {
        if (_side == model.Side) return;
        if (TrainingPreset.All.FirstOrDefault(preset => preset.IsIn(Form, _side)) is { } chosen) chosen.Apply(Form, model.Side);
        _side = model.Side;
        if (!IsNew) await KeepAsync().ConfigureAwait(false); // before anything is chosen, the next visit fits them again
    }

    /// <summary>Puts pictures of the gallery among those that are trained on, captioned with the trigger word. A mistake is said in a message.</summary>
    /// <returns>How many there are now; <see langword="null"/> if one could not be added.</returns>
    public async Task<int?> AddAsync(IEnumerable<GalleryImage> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        await LoadAsync().ConfigureAwait(false);
        try
        {
            foreach (var image in images) sets.Add(Form.Name, image.Name, await File.ReadAllBytesAsync(image.Path).ConfigureAwait(false), Trigger);
            return sets.Read(Form.Name).Pictures.Count;
        }
        catch (Exception e) when (e is UserErrorException or ImageFileException or IOException or UnauthorizedAccessException)
        {
            messages.Add(e.Message, Severity.Error);
            return null;
        }
    }
}
