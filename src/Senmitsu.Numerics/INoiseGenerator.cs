using static TorchSharp.torch;

namespace Senmitsu.Numerics;

/// <summary>A stream of standard normal numbers that begins at a seed.</summary>
internal interface INoiseGenerator : IDisposable
{
    /// <summary>The next draw.</summary>
    /// <param name="shape">Any shape.</param>
    /// <returns>That shape · float32 · CPU. Caller owns it.</returns>
    Tensor Next(long[] shape);
}
