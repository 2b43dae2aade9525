namespace Senmitsu.Studio.Gallery;

/// <summary>All that the gallery knows of a picture.</summary>
/// <param name="Item">What lists show.</param>
/// <param name="Name">File name.</param>
/// <param name="Path">Where it is on this machine; in the trash if it was deleted. Never shown to a browser of another machine.</param>
/// <param name="Infotext">How it was made; <see langword="null"/> if the file does not say.</param>
/// <param name="IsTrashed">Whether it is in the trash.</param>
public sealed record GalleryImage(GalleryItem Item, string Name, string Path, string? Infotext, bool IsTrashed);
