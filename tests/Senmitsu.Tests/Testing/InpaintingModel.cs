using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Tests.Testing;

/// <summary>Makes the tiny checkpoint into one for inpainting, whose first convolution takes nine channels.</summary>
internal static class InpaintingModel
{
    private const string FirstConvolution = "model.diffusion_model.input_blocks.0.0.weight";

    /// <summary>Writes it.</summary>
    /// <param name="path">The new file.</param>
    /// <param name="channels">Input channels.</param>
    /// <param name="added">Weight of the added channels by position; 0 makes it behave as the ordinary model.</param>
    public static void Write(string path, int channels, Func<int, float> added)
    {
        using var file = SafetensorsFile.Open(Golden.File("tiny-sd15.safetensors"));
        SafetensorsWriter.Write(path, [.. file.Tensors.Values.Select(tensor =>
        {
            var bytes = file.Bytes(tensor).ToArray();
            return tensor.Name != FirstConvolution ? new TensorData(tensor.Name, tensor.DataType, tensor.Shape, bytes) : Wider(tensor, bytes, channels, added);
        })], null);
    }

    private static TensorData Wider(TensorInfo tensor, byte[] bytes, int channels, Func<int, float> added)
    {
        if (tensor.DataType is not (TensorDataType.Float16 or TensorDataType.Float32)) throw new NotSupportedException($"{tensor.DataType}");
        var size = tensor.DataType == TensorDataType.Float16 ? 2 : 4;
        int outputs = (int)tensor.Shape[0], old = (int)tensor.Shape[1], kernel = (int)(tensor.Shape[2] * tensor.Shape[3]);
        var wide = new byte[outputs * channels * kernel * size];
        for (var output = 0; output < outputs; output++)
        {
            bytes.AsSpan(output * old * kernel * size, old * kernel * size).CopyTo(wide.AsSpan(output * channels * kernel * size));
            for (var i = old * kernel; i < channels * kernel; i++)
            {
                var at = wide.AsSpan(((output * channels * kernel) + i) * size);
                if (size == 2) System.Buffers.Binary.BinaryPrimitives.WriteHalfLittleEndian(at, (Half)added(i + output));
                else System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(at, added(i + output));
            }
        }

        return new TensorData(tensor.Name, tensor.DataType, [tensor.Shape[0], channels, tensor.Shape[2], tensor.Shape[3]], wide);
    }
}
