using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.EightBit;

/// <summary>
/// One moment of a group, quantized in blocks of 256 (<see cref="BlockQuantizer"/>; on other devices than the CPU the same by tensor operations).
/// Small tensors stay in float32. Owns its tables; the state owns the codes.
/// </summary>
internal sealed class EightBitMoment : IDisposable
{
    private readonly BlockQuantizer _quantizer;
    private readonly bool _isInMemory;
    private readonly Tensor _codes, _scales, _full; // [quantized] · uint8, [blocks] · float32, [full] · float32
    private readonly Tensor _map, _borders; // [256], [255] · float32

    /// <summary>Creates a moment of zeros.</summary>
    /// <param name="name">Its name in the state.</param>
    /// <param name="isSigned">Whether it can be negative.</param>
    /// <param name="layout">How the group is stored.</param>
    /// <param name="device">Where.</param>
    /// <param name="state">Keeps the codes.</param>
    /// <param name="isInMemory">Quantize in the processor's memory rather than by tensor operations; only where the device is the CPU.</param>
    public EightBitMoment(string name, bool isSigned, EightBitLayout layout, Device device, OptimizerState state, bool isInMemory)
    {
        _quantizer = isSigned ? BlockQuantizer.Signed : BlockQuantizer.Unsigned;
        _isInMemory = isInMemory;
        _codes = state.Keep($"{name}.codes", zeros(layout.Quantized, ScalarType.Byte, device));
        _scales = state.Keep($"{name}.scales", zeros(layout.Blocks, ScalarType.Float32, device));
        _full = state.Keep($"{name}.full", zeros(layout.Full, ScalarType.Float32, device));
        _map = tensor(_quantizer.Map.ToArray(), device: device).DetachFromDisposeScope();
        _borders = tensor(_quantizer.Borders.ToArray(), device: device).DetachFromDisposeScope();
    }

    /// <summary>The values of a run. Change them in place, then <see cref="Write"/> them.</summary>
    /// <returns>[run] · float32. The caller's dispose scope owns it.</returns>
    public Tensor Read(EightBitRun run)
    {
        if (!run.IsQuantized) return _full.narrow(0, run.StateStart, run.Length);
        if (!_isInMemory) return Blocks(_map.index_select(0, Codes(run).to(ScalarType.Int32)), run).mul_(Scales(run).unsqueeze(1)).view(-1).narrow(0, 0, run.Length);
        var values = empty(run.Length, ScalarType.Float32);
        _quantizer.Decode(Codes(run).bytes, Floats(Scales(run)), Floats(values));
        return values;
    }

    /// <summary>Stores the values of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="values">[run] · float32 · from <see cref="Read"/>. Borrowed.</param>
    public void Write(EightBitRun run, Tensor values)
    {
        if (!run.IsQuantized) return; // changed in place
        if (_isInMemory)
        {
            _quantizer.Encode(Floats(values), Codes(run).bytes, Floats(Scales(run)));
            return;
        }

        var blocks = Blocks(values, run);
        var scales = Scales(run);
        scales.copy_(blocks.abs().amax(1));
        var relative = blocks / scales.clamp(min: float.Epsilon).unsqueeze(1);
        Codes(run).copy_(bucketize(relative, _borders, outInt32: true, right: true).view(-1).narrow(0, 0, run.Length));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _map.Dispose();
        _borders.Dispose();
    }

    private static Span<float> Floats(Tensor x) => MemoryMarshal.Cast<byte, float>(x.bytes);

    private static Tensor Blocks(Tensor values, EightBitRun run)
    {
        var missing = run.Blocks * EightBitRun.BlockSize - run.Length;
        return (missing == 0 ? values : nn.functional.pad(values, [0, missing])).view(-1, EightBitRun.BlockSize); // [blocks, 256]
    }

    private Tensor Codes(EightBitRun run) => _codes.narrow(0, run.StateStart, run.Length);

    private Tensor Scales(EightBitRun run) => _scales.narrow(0, run.BlockStart, run.Blocks);
}
