namespace Senmitsu.Studio.Gallery;

/// <summary>Which pictures of the gallery are wanted. Everything given must hold.</summary>
public sealed record GalleryFilter
{
    /// <summary>All pictures that are not in the trash.</summary>
    public static GalleryFilter All { get; } = new();

    /// <summary>The folder of the outputs: <c>txt2img-images</c>; <see langword="null"/> for any.</summary>
    public string? Folder { get; init; }

    /// <summary>The rating; <see langword="null"/> for any, <see cref="Gallery.Rating.None"/> for those without.</summary>
    public Rating? Rating { get; init; }

    /// <summary>Words that stand in the infotext, letter case of a–z ignored; <see langword="null"/> for any.</summary>
    public string? Text { get; init; }

    /// <summary>The job that made them; <see langword="null"/> for any.</summary>
    public long? JobId { get; init; }

    /// <summary>Those in the trash instead of those that are not.</summary>
    public bool IsTrash { get; init; }
}
