namespace Senmitsu.Formats.Kohya;

/// <summary>Lets everything pass and keeps one stretch of it.</summary>
/// <param name="start">First byte kept.</param>
/// <param name="sizeInBytes">How many are kept at most.</param>
internal sealed class WindowStream(long start, int sizeInBytes) : Stream
{
    private readonly byte[] _kept = new byte[sizeInBytes];
    private long _length;

    public ReadOnlySpan<byte> Captured => _kept.AsSpan(0, (int)Math.Clamp(_length - start, 0, sizeInBytes));

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var from = Math.Max(_length, start);
        var to = Math.Min(_length + buffer.Length, start + sizeInBytes);
        if (from < to) buffer[(int)(from - _length)..(int)(to - _length)].CopyTo(_kept.AsSpan((int)(from - start)));
        _length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
