using System.Collections.Frozen;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Formats.Pickle;

/// <summary>The only names a pickle may use. None of them is looked up in this program: each is carried out by what stands here.</summary>
internal static class TorchNames
{
    public const string RebuildTensor = "torch._utils._rebuild_tensor_v2";
    public const string RebuildTypedTensor = "torch._utils._rebuild_tensor_v3";
    public const string RebuildParameter = "torch._utils._rebuild_parameter";
    public const string OrderedDictionary = "collections.OrderedDict";
    public const string ParameterDictionary = "torch.nn.modules.container.ParameterDict";

    /// <summary>torch's storage classes and number types.</summary>
    private static readonly FrozenDictionary<string, TensorDataType> DataTypes = new Dictionary<string, TensorDataType>
    {
        ["torch.DoubleStorage"] = TensorDataType.Float64,
        ["torch.FloatStorage"] = TensorDataType.Float32,
        ["torch.HalfStorage"] = TensorDataType.Float16,
        ["torch.BFloat16Storage"] = TensorDataType.BFloat16,
        ["torch.LongStorage"] = TensorDataType.Int64,
        ["torch.IntStorage"] = TensorDataType.Int32,
        ["torch.ShortStorage"] = TensorDataType.Int16,
        ["torch.CharStorage"] = TensorDataType.Int8,
        ["torch.ByteStorage"] = TensorDataType.UInt8,
        ["torch.BoolStorage"] = TensorDataType.Bool,
        ["torch.float64"] = TensorDataType.Float64,
        ["torch.float32"] = TensorDataType.Float32,
        ["torch.float16"] = TensorDataType.Float16,
        ["torch.bfloat16"] = TensorDataType.BFloat16,
        ["torch.float8_e4m3fn"] = TensorDataType.Float8E4M3,
        ["torch.float8_e5m2"] = TensorDataType.Float8E5M2,
        ["torch.int64"] = TensorDataType.Int64,
        ["torch.int32"] = TensorDataType.Int32,
        ["torch.int16"] = TensorDataType.Int16,
        ["torch.int8"] = TensorDataType.Int8,
        ["torch.uint8"] = TensorDataType.UInt8,
        ["torch.bool"] = TensorDataType.Bool,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Names in well-known checkpoints (Stable Diffusion 1.4 and 1.5, embeddings of the first trainers) that stand beside the tensors and mean nothing to a reader of
    /// weights; what is made of them is left empty.
    /// </summary>
    private static readonly FrozenSet<string> Inert = new[]
    {
        "pytorch_lightning.callbacks.model_checkpoint.ModelCheckpoint",
        "pytorch_lightning.utilities.enums.ModelSummaryMode",
        ParameterDictionary,
        "torch.Size", "torch.device", "torch.UntypedStorage", "torch.storage.UntypedStorage",
        "numpy.core.multiarray.scalar", "numpy.dtype", "_codecs.encode",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsKnown(string name) => name is RebuildTensor or RebuildTypedTensor or RebuildParameter or OrderedDictionary || DataTypes.ContainsKey(name) || Inert.Contains(name);

    public static bool IsInert(string name) => Inert.Contains(name);

    public static TensorDataType? DataTypeOf(string name) => DataTypes.TryGetValue(name, out var type) ? type : null;
}
