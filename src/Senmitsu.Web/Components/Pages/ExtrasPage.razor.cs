using Microsoft.AspNetCore.Components;
using MudBlazor;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Gallery;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Jobs.Kinds;
using Senmitsu.Studio.Models;
using Senmitsu.Studio.Settings;
using Senmitsu.Studio.Upscaling;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Pages;

/// <summary>Extras: a picture → a larger one.</summary>
public sealed partial class ExtrasPage : StudioComponent
{
    private const double UsualScale = 4, HalfOfEach = 0.5;

    private Job? _job;
    private string? _upload;
    private long? _sent;
    private string _upscaler = "Lanczos", _second = "";
    private double _scale = UsualScale, _visibility = HalfOfEach;

    /// <summary>Id in the gallery of the picture that was sent here.</summary>
    [SupplyParameterFromQuery(Name = "picture")]
    public long? PictureId { get; set; }

    /// <summary>The queue.</summary>
    [Inject]
    public required JobQueue Jobs { get; init; }

    /// <summary>Pictures of ours.</summary>
    [Inject]
    public required ImageLibrary Gallery { get; init; }

    /// <summary>Pictures that came through a page.</summary>
    [Inject]
    public required UploadedPictures Uploads { get; init; }

    /// <summary>The models that are there.</summary>
    [Inject]
    public required ModelShelf Shelf { get; init; }

    /// <summary>What the user has chosen.</summary>
    [Inject]
    public required StudioSettingsFile Settings { get; init; }

    /// <summary>Says what went wrong.</summary>
    [Inject]
    public required PageMessages Messages { get; init; }

    private IEnumerable<(string, string)> Upscalers => new[] { "Lanczos", "Nearest" }.Concat(Shelf.Of(ModelKind.Upscaler).Select(entry => Path.GetFileNameWithoutExtension(entry.Path))).Distinct().Select(name => (name, name));

    private IEnumerable<(string, string)> SecondUpscalers => Upscalers.Prepend(("", T(Phrases.None)));

    /// <summary>Whether the second one would be seen.</summary>
    private bool Mixes => _second.Length > 0 && _visibility > 0;

    private string? SourceAddress => _upload is not null ? $"/uploads/{_upload}" : PictureId is { } id ? $"/images/{id}" : null;

    private string? SourcePath => _upload is not null ? Uploads.Find(_upload) : PictureId is { } id ? Gallery.Find(id)?.Path : null;

    /// <inheritdoc/>
    protected override void OnInitialized() => _job = Jobs.Status.Running as UpscaleJob;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (PictureId == _sent) return;
        (_sent, _upload) = (PictureId, null); // what was sent here last counts
    }

    private void Take((string Name, byte[] Content) picture)
    {
        try
        {
            _upload = Uploads.Add(picture.Content);
        }
        catch (ImageFileException e)
        {
            Messages.Add(e.Message, Severity.Error);
        }
    }

    private void Start()
    {
        if (SourcePath is not { } source)
        {
            Messages.Add(T(Phrases.NoSourcePicture), Severity.Error);
            return;
        }

        try
        {
            _job = Jobs.Enqueue(new UpscaleRequest { Pictures = [source], Upscaler = _upscaler, SecondUpscaler = Mixes ? _second : null, SecondVisibility = Mixes ? _visibility : 0, Scale = _scale, ModelsFolder = Shelf.ModelsFolder, Device = Settings.Current.Device, Precision = Settings.Current.Precision });
        }
        catch (UserErrorException e)
        {
            Messages.Add(e.Message, Severity.Error);
        }
    }
}
