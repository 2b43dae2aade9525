using Senmitsu.Studio.Gallery;

namespace Senmitsu.Studio.Jobs;

/// <summary>What jobs work with.</summary>
/// <param name="Studio">The use cases.</param>
/// <param name="Store">Jobs in the database.</param>
/// <param name="Gallery">Where pictures are entered.</param>
/// <param name="Clock">Source of times.</param>
internal sealed record JobServices(StudioServices Studio, JobStore Store, ImageLibrary Gallery, TimeProvider Clock);
