using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Numerics;

/// <summary>
/// The few entries of libtorch's stable C interface that TorchSharp does not offer.
/// Its tensor handle is TorchSharp's <see cref="Tensor.Handle"/>.
/// </summary>
public static unsafe partial class LibTorchAbi
{
    private const int CpuDevice = 0;

    /// <summary>A tensor over memory that somebody else owns. Nothing is copied; the memory must outlive the tensor.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="shape">Dimensions; the elements are dense and row-major.</param>
    /// <param name="dataType">Element type.</param>
    /// <returns>A view. Caller owns the tensor, not the memory.</returns>
    public static Tensor FromMemory(nint address, ReadOnlySpan<long> shape, ScalarType dataType)
    {
        Span<long> strides = stackalloc long[shape.Length];
        long stride = 1;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= shape[i];
        }

        nint handle;
        fixed (long* sizes = shape, steps = strides)
        {
            Check(CreateTensorFromBlob((void*)address, shape.Length, sizes, steps, 0, (int)dataType, CpuDevice, -1, &handle), "aoti_torch_create_tensor_from_blob");
        }

        return Tensor.UnsafeCreateTensor(handle);
    }

    private static void Check(int error, string entry)
    {
        if (error != 0) throw new InvalidOperationException($"libtorch call {entry} failed with code {error}");
    }

    [LibraryImport("torch_cpu", EntryPoint = "aoti_torch_create_tensor_from_blob")]
    private static partial int CreateTensorFromBlob(
        void* data, long dimensions, long* sizes, long* strides, long storageOffset, int dataType, int deviceType, int deviceIndex, nint* result);
}
