namespace Senmitsu.Diffusion.Samplers;

/// <summary>A sampler or schedule type that does not exist here. Never replaced silently by another: that would change the picture.</summary>
public sealed class UnknownSamplerException : Exception
{
    internal UnknownSamplerException(string kind, string name, IReadOnlyList<string> known)
        : base($"unknown {kind} '{name}'; known are: {string.Join(", ", known)}")
    {
        Name = name;
        Known = known;
    }

    /// <summary>The name asked for.</summary>
    public string Name { get; }

    /// <summary>The names that exist.</summary>
    public IReadOnlyList<string> Known { get; }
}
