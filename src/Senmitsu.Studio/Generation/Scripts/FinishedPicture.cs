using Senmitsu.Generation;
using Senmitsu.Studio.Generation.Grids;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>A picture that is whole on disk and may be shown in a grid.</summary>
/// <param name="Cell">How it was made.</param>
/// <param name="Image">Its pixels.</param>
/// <param name="File">Where it is.</param>
internal sealed record FinishedPicture(GridCell Cell, GeneratedImage Image, SavedImage File);
