using System.Buffers;

namespace Senmitsu.Benchmarks;

/// <summary>Memory whose bytes are made each time a span of it is taken.</summary>
/// <param name="buffer">Shared with others: a span is valid until the next one is taken.</param>
/// <param name="length">Number of bytes; at most the buffer's.</param>
/// <param name="fill">Makes them.</param>
internal sealed class RandomBytes(byte[] buffer, int length, Action<Memory<byte>> fill) : MemoryManager<byte>
{
    /// <inheritdoc/>
    public override Memory<byte> Memory => CreateMemory(length);

    /// <inheritdoc/>
    public override Span<byte> GetSpan()
    {
        var bytes = buffer.AsMemory(0, length);
        fill(bytes);
        return bytes.Span;
    }

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("the bytes do not stay in place");

    /// <inheritdoc/>
    public override void Unpin() => throw new NotSupportedException("the bytes do not stay in place");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }
}
