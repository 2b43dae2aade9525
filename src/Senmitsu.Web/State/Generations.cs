using Microsoft.AspNetCore.Components;
using MudBlazor;
using Senmitsu.Formats.Infotext;
using Senmitsu.Formats.Png;
using Senmitsu.Formats.Styles;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio;
using Senmitsu.Studio.Gallery;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Jobs.Kinds;
using Senmitsu.Studio.Models;
using Senmitsu.Studio.Settings;
using Senmitsu.Web.Components.Controls;

namespace Senmitsu.Web.State;

/// <summary>What the generation pages do: start jobs, find them again, take pictures up and send them on. Mistakes are said in a message.</summary>
/// <param name="jobs">The queue.</param>
/// <param name="gallery">The pictures.</param>
/// <param name="model">The checkpoint in use.</param>
/// <param name="settings">What the user has chosen.</param>
/// <param name="folders">Where the studio keeps things.</param>
/// <param name="drafts">Fields of the pages.</param>
/// <param name="messages">Says what went wrong.</param>
/// <param name="navigation">Goes to other pages.</param>
public sealed class Generations(JobQueue jobs, ImageLibrary gallery, CurrentModel model, StudioSettingsFile settings, StudioFolders folders, Drafts drafts, PageMessages messages, NavigationManager navigation)
{
    /// <summary>Queues a generation with the checkpoint in use.</summary>
    /// <param name="wanted">The settings of the fields.</param>
    /// <param name="styles">Names of styles.</param>
    /// <param name="script">The script chosen.</param>
    /// <param name="noModel">What to say while there is no checkpoint.</param>
    /// <param name="complete">Adds what only img2img has.</param>
    /// <returns>The job; <see langword="null"/> if it could not be queued.</returns>
    public Job? Start(GenerationSettings wanted, IReadOnlyList<string> styles, ScriptDraft script, string noModel, Func<GenerateRequest, GenerateRequest>? complete = null)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(script);
        if (model.Path is not { } path) return Refuse(noModel);
        var chosen = settings.Current;
        var request = new GenerateRequest
        {
            Settings = wanted.ClipSkip == Draft.ClipSkipOfSettings ? wanted with { ClipSkip = chosen.ClipSkip } : wanted,
            ModelPath = path,
            NamesNoFiles = true,
            VaePath = chosen.Vae,
            ModelsFolder = model.ModelsFolder,
            Styles = styles,
            MakesGrid = chosen.MakesGrid && wanted.BatchSize * wanted.BatchCount > 1,
            Device = chosen.Device,
            Precision = chosen.Precision,
        };
        try
        {
            return jobs.Enqueue(script.Complete(complete is null ? request : complete(request)), new LivePreviewSettings { EveryNSteps = chosen.PreviewEveryNSteps });
        }
        catch (Exception e) when (e is UserErrorException or InvalidSettingsException)
        {
            return Refuse(e.Message);
        }
    }

    /// <summary>The job a page showed last, or the one at work that it would show.</summary>
    public Job? Find(long? id, bool isImageToImage)
    {
        if (jobs.Status.Running is GenerateJob running && running.Request.InputImagePath is not null == isImageToImage) return running;
        return id is { } known ? jobs.Find(known) : null;
    }

    /// <summary>Asks the generation at work for something, as in A1111; one that only waits is asked if none is. Nothing happens without one.</summary>
    public void Ask(Job? job, JobRequest request)
    {
        if (job is not null) jobs.Request(job is GenerateJob { State: JobState.Queued } && jobs.Status.Running is GenerateJob running ? running.Id : job.Id, request);
    }

    /// <summary>Seed of the last picture that a job made; <see langword="null"/> before the first.</summary>
    public long? LastSeed(Job? job) => job?.Progress.Results.LastOrDefault(result => result.Kind == JobResultKind.Image)?.ImageId is { } id ? gallery.Find(id)?.Item.Seed : null;

    /// <summary>Names of the styles in <c>styles.csv</c>; none if there is no such file or it is damaged.</summary>
    public IReadOnlyList<string> StyleNames()
    {
        try
        {
            return File.Exists(folders.Styles) ? [.. StyleFile.Read(folders.Styles).Select(style => style.Name)] : [];
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            messages.Add(e.Message, Severity.Warning);
            return [];
        }
    }

    /// <summary>Keeps prompts as a style in <c>styles.csv</c>, in the place of one of that name.</summary>
    /// <param name="name">The style's name.</param>
    /// <param name="wanted">The prompts.</param>
    public void SaveStyle(string name, GenerationSettings wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        try
        {
            StyleFile.Save(folders.Styles, new PromptStyle(name, wanted.Prompt, wanted.NegativePrompt));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            messages.Add(e.Message, Severity.Error);
        }
    }

    /// <summary>The settings in a picture's infotext; <see langword="null"/> if it holds none.</summary>
    /// <param name="name">Its file's name.</param>
    /// <param name="content">The file.</param>
    /// <param name="noInfotext">What to say if it holds none.</param>
    public async Task<GenerationSettings?> ReadAsync(string name, byte[] content, string noInfotext)
    {
        try
        {
            using var picture = new MemoryStream(content, writable: false);
            if (InfotextFiles.Read(picture) is { } text) return await ReadAsync(name, InfotextParser.Parse(text)).ConfigureAwait(false);
            messages.Add(noInfotext, Severity.Warning);
        }
        catch (PngException e)
        {
            messages.Add(e.Message, Severity.Error);
        }

        return null;
    }

    /// <summary>The settings of an infotext; <see langword="null"/> if they make no sense. LoRAs that are called otherwise here are looked for by their hashes, which may read them all.</summary>
    /// <param name="name">The name of its picture.</param>
    /// <param name="infotext">The infotext.</param>
    public async Task<GenerationSettings?> ReadAsync(string name, Infotext infotext)
    {
        try
        {
            var loras = new LoraCatalog(LoraCatalog.Folders(folders, model.ModelsFolder));
            var read = await Task.Run(() => PictureSettings.Read(infotext, name, loras, CancellationToken.None)).ConfigureAwait(false);
            return read.ClipSkip == settings.Current.ClipSkip ? read with { ClipSkip = Draft.ClipSkipOfSettings } : read;
        }
        catch (UserErrorException e)
        {
            messages.Add(e.Message, Severity.Error);
            return null;
        }
    }

    /// <summary>Sends a picture of the gallery, or its settings, to another page.</summary>
    public async Task SendAsync(GalleryImage image, SendTarget target)
    {
        ArgumentNullException.ThrowIfNull(image);
        await drafts.LoadAsync();
        var read = image.Infotext is { } text ? await ReadAsync(image.Name, InfotextParser.Parse(text)) : null;
        switch (target)
        {
            case SendTarget.TextToImage:
                if (read is not null) await drafts.ChangeAsync(drafts.TextToImage.With(read));
                navigation.NavigateTo("/");
                break;
            case SendTarget.ImageToImage or SendTarget.Inpaint:
                var there = drafts.ImageToImage;
                var common = read is null ? there.Common : there.Common.With(read with { DenoisingStrength = there.Settings.DenoisingStrength, Inpaint = there.Settings.Inpaint });
                await drafts.ChangeAsync(there with { Common = common, PictureId = image.Item.Id, Upload = null, Tab = target == SendTarget.Inpaint ? SourceTab.Inpaint : SourceTab.ImageToImage });
                navigation.NavigateTo("/img2img");
                break;
            default:
                navigation.NavigateTo($"/extras?picture={image.Item.Id}");
                break;
        }
    }

    private Job? Refuse(string message)
    {
        messages.Add(message, Severity.Error);
        return null;
    }
}
