namespace Senmitsu.Formats.Png;

/// <summary>Every way in which a PNG file can be wrong, as far as its texts are concerned.</summary>
public enum PngFault
{
    /// <summary>The file does not begin with the PNG signature and an <c>IHDR</c> chunk.</summary>
    NotPng,

    /// <summary>The file ends before its <c>IEND</c> chunk.</summary>
    Truncated,

    /// <summary>A chunk claims more than the 2³¹ − 1 bytes the format allows, or a text chunk more than <see cref="PngTextChunks.MaxTextSizeInBytes"/>.</summary>
    ChunkTooLarge,

    /// <summary>A text chunk's checksum does not match its bytes.</summary>
    ChecksumMismatch,

    /// <summary>A text chunk without a valid keyword, or one whose text is not in the encoding it must have.</summary>
    InvalidText,

    /// <summary>A compressed text that is not zlib data.</summary>
    InvalidCompression,

    /// <summary>The texts together exceed <see cref="PngTextChunks.MaxTextSizeInBytes"/> when inflated.</summary>
    TextTooLarge,
}
