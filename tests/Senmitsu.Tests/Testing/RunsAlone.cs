namespace Senmitsu.Tests.Testing;

/// <summary>Tests that change something of the whole process, or that use all of its cores, run while no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "alone";
}
