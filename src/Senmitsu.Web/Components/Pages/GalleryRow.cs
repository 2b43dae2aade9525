using Senmitsu.Studio.Gallery;

namespace Senmitsu.Web.Components.Pages;

/// <summary>One line of the gallery.</summary>
/// <param name="Items">Its pictures, left to right.</param>
internal sealed record GalleryRow(IReadOnlyList<GalleryItem> Items);
