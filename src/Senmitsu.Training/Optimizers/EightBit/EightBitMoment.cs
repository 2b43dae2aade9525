using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.EightBit;

/// <summary>
/// One moment of a group in block-wise 8-bit quantization (Dettmers et al. 2021, 2110.02861 §2.1): each block of 256 values is divided by its
/// largest magnitude and rounded to the nearest value of a <see cref="DynamicMap"/>. Small tensors stay in float32. Owns its tables; the state
/// owns the codes.
/// </summary>
internal sealed class EightBitMoment : IDisposable
{
    private readonly Tensor _codes, _scales, _full; // [quantized] · uint8, [blocks] · float32, [full] · float32
    private readonly Tensor _map, _borders; // [256], [255] · float32

    /// <summary>Creates a moment of zeros.</summary>
    /// <param name="name">Its name in the state.</param>
    /// <param name="isSigned">Whether it can be negative.</param>
    /// <param name="layout">How the group is stored.</param>
    /// <param name="device">Where.</param>
    /// <param name="state">Keeps the codes.</param>
    public EightBitMoment(string name, bool isSigned, EightBitLayout layout, Device device, OptimizerState state)
    {
        _codes = state.Keep($"{name}.codes", zeros(layout.Quantized, ScalarType.Byte, device));
        _scales = state.Keep($"{name}.scales", zeros(layout.Blocks, ScalarType.Float32, device));
        _full = state.Keep($"{name}.full", zeros(layout.Full, ScalarType.Float32, device));
        float[] map = [.. isSigned ? DynamicMap.Signed : DynamicMap.Unsigned];
        _map = tensor(map, device: device).DetachFromDisposeScope();
        _borders = tensor(Borders(map), device: device).DetachFromDisposeScope();
    }

    /// <summary>The values of a run. Change them in place, then <see cref="Write"/> them.</summary>
    /// <returns>[run] · float32. The caller's dispose scope owns it.</returns>
    public Tensor Read(EightBitRun run)
    {
        if (!run.IsQuantized) return _full.narrow(0, run.StateStart, run.Length);
        var values = _map.index_select(0, _codes.narrow(0, run.StateStart, run.Length).to(ScalarType.Int32));
        return Blocks(values, run).mul_(Scales(run).unsqueeze(1)).view(-1).narrow(0, 0, run.Length);
    }

    /// <summary>Stores the values of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="values">[run] · float32 · from <see cref="Read"/>. Borrowed.</param>
    public void Write(EightBitRun run, Tensor values)
    {
        if (!run.IsQuantized) return; // changed in place
        var blocks = Blocks(values, run);
        var scales = Scales(run);
        scales.copy_(blocks.abs().amax(1));
        var relative = blocks / scales.clamp(min: float.Epsilon).unsqueeze(1);
        var codes = bucketize(relative, _borders, outInt32: true, right: true).view(-1).narrow(0, 0, run.Length);
        _codes.narrow(0, run.StateStart, run.Length).copy_(codes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _map.Dispose();
        _borders.Dispose();
    }

    /// <summary>Middles between neighbours. As in bitsandbytes a negative value never becomes 0, so momentum keeps its sign.</summary>
    private static float[] Borders(float[] map)
    {
        var borders = new float[map.Length - 1];
        for (var i = 0; i < borders.Length; i++) borders[i] = map[i + 1] == 0 ? 0 : (map[i] + map[i + 1]) / 2;
        return borders;
    }

    private static Tensor Blocks(Tensor values, EightBitRun run)
    {
        var missing = run.Blocks * EightBitRun.BlockSize - run.Length;
        return (missing == 0 ? values : nn.functional.pad(values, [0, missing])).view(-1, EightBitRun.BlockSize); // [blocks, 256]
    }

    private Tensor Scales(EightBitRun run) => _scales.narrow(0, run.BlockStart, run.Blocks);
}
