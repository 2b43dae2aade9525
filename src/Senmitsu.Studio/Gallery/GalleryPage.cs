namespace Senmitsu.Studio.Gallery;

/// <summary>A part of a list of pictures.</summary>
/// <param name="Total">Pictures in the whole list.</param>
/// <param name="Items">Those of this part, newest first.</param>
public sealed record GalleryPage(int Total, IReadOnlyList<GalleryItem> Items);
