using Microsoft.AspNetCore.Components;
using Senmitsu.Studio.Gallery;
using Senmitsu.Studio.Jobs;

namespace Senmitsu.Web.Components.Controls;

/// <summary>The pictures of a job: the one in the making, the finished ones, and how the one looked at was made.</summary>
public sealed partial class JobPictures : JobComponent
{
    private JobResult? _chosen;
    private long _chosenOf;
    private (long Id, GalleryImage? Image)? _image;

    /// <summary>The pictures.</summary>
    [Inject]
    public required ImageLibrary Gallery { get; init; }

    private bool IsWorking => Job is { State: JobState.Running };

    private List<JobResult> Pictures => Job?.Progress.Results.Where(result => result.Kind is JobResultKind.Image or JobResultKind.Grid).OrderByDescending(result => result.Kind == JobResultKind.Grid).ToList() ?? [];

    /// <summary>The one chosen; else the grid, as in A1111, or the only picture; while the job works the newest.</summary>
    private JobResult? Shown => _chosen is not null && _chosenOf == Job?.Id ? _chosen : IsWorking ? Pictures.LastOrDefault() : Pictures.FirstOrDefault();

    private GalleryImage? Image
    {
        get
        {
            if (Shown?.ImageId is not { } id) return null;
            if (_image?.Id != id) _image = (id, Gallery.Find(id));
            return _image.Value.Image;
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_chosenOf != Job?.Id) _chosen = null;
        base.OnParametersSet();
    }

    private string Address(JobResult picture) => picture.ImageId is { } id ? $"/images/{id}" : $"/jobs/{Job!.Id}/results/{picture.Number}";

    private string Thumbnail(JobResult picture) => picture.ImageId is { } id ? $"/thumbnails/{id}" : Address(picture);

    private void Choose(JobResult picture) => (_chosen, _chosenOf) = (picture, Job!.Id);
}
