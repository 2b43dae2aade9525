namespace Senmitsu.Studio.Gallery;

/// <summary>A picture in a list of the gallery.</summary>
/// <param name="Id">Names the picture; a browser never gets a path.</param>
/// <param name="Folder">The folder of the outputs it lies in: <c>txt2img-images</c>.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Seed">Its seed, as its infotext says; <see langword="null"/> without one.</param>
/// <param name="Model">Its checkpoint, as its infotext says; <see langword="null"/> without one.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Rating">What the user thinks of it.</param>
public sealed record GalleryItem(long Id, string Folder, int Width, int Height, long? Seed, string? Model, DateTimeOffset Created, Rating Rating);
