namespace Senmitsu.Web.State;

/// <summary>A1111's tabs of img2img: what is done with the picture to start from.</summary>
public enum SourceTab
{
    /// <summary>All of it changes.</summary>
    ImageToImage,

    /// <summary>What is painted over changes.</summary>
    Inpaint,

    /// <summary>What a second picture shows white changes.</summary>
    InpaintUpload,
}
