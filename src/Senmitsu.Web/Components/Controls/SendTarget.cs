namespace Senmitsu.Web.Components.Controls;

/// <summary>Where a picture and its settings are sent.</summary>
public enum SendTarget
{
    /// <summary>Its settings to txt2img.</summary>
    TextToImage,

    /// <summary>It and its settings to img2img.</summary>
    ImageToImage,

    /// <summary>It and its settings to img2img, to be painted over.</summary>
    Inpaint,

    /// <summary>It to Extras.</summary>
    Extras,

    /// <summary>It to the pictures that are trained on; the page stays.</summary>
    Training,
}
