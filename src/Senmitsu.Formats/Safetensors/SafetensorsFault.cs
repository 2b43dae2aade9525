namespace Senmitsu.Formats.Safetensors;

/// <summary>Every way in which a safetensors file can be wrong.</summary>
public enum SafetensorsFault
{
    /// <summary>Shorter than the 8 bytes that give the header's length.</summary>
    FileTooSmall,

    /// <summary>The header claims more than <see cref="SafetensorsHeader.MaxHeaderSizeInBytes"/>.</summary>
    HeaderTooLarge,

    /// <summary>The file ends inside the header.</summary>
    HeaderTruncated,

    /// <summary>The header is not one JSON object in UTF-8.</summary>
    HeaderNotJson,

    /// <summary>A tensor's entry lacks <c>dtype</c>, <c>shape</c> or <c>data_offsets</c>, or is no object.</summary>
    InvalidTensorEntry,

    /// <summary>A <c>dtype</c> that <see cref="TensorDataType"/> does not know.</summary>
    UnknownDataType,

    /// <summary>A shape that is no list of sizes, or whose size in bytes cannot be counted in 64 bits.</summary>
    InvalidShape,

    /// <summary>Offsets that are no pair of byte positions, first ≤ second.</summary>
    InvalidOffsets,

    /// <summary>The bytes between the offsets are not what type and shape need.</summary>
    SizeMismatch,

    /// <summary>Two tensors share bytes.</summary>
    Overlap,

    /// <summary>Bytes before or between tensors belong to none.</summary>
    Gap,

    /// <summary>The file ends inside the data area.</summary>
    DataTruncated,

    /// <summary>Bytes after the last tensor.</summary>
    TrailingData,

    /// <summary>Two tensors have one name.</summary>
    DuplicateName,

    /// <summary><c>__metadata__</c> is not an object of strings.</summary>
    InvalidMetadata,
}
