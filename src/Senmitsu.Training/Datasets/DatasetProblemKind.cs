namespace Senmitsu.Training.Datasets;

/// <summary>What can be wrong with a training folder.</summary>
public enum DatasetProblemKind
{
    /// <summary>The folder does not exist or the system refuses to list it.</summary>
    FolderUnreadable,

    /// <summary>Pictures lie directly in the folder that should hold <c>10_name</c> folders.</summary>
    PicturesOutsideSubset,

    /// <summary>The <c>10_name</c> folder itself was chosen instead of its parent.</summary>
    SubsetFolderChosen,

    /// <summary>The <c>10_name</c> folders lie one level deeper.</summary>
    SubsetsTooDeep,

    /// <summary>A folder with pictures has no number and underscore in front of its name.</summary>
    NoRepeatsPrefix,

    /// <summary>The number in front of a folder's name is below 1.</summary>
    RepeatsBelowOne,

    /// <summary>A folder holds no pictures of a kind that is read.</summary>
    NoPictures,

    /// <summary>Pictures lie in a folder below a <c>10_name</c> folder, where they are not used.</summary>
    PicturesTooDeep,

    /// <summary>Files that look like pictures but are of a kind that is not read, such as GIF or TIFF.</summary>
    UnsupportedPictures,

    /// <summary>A picture cannot be decoded or is too large.</summary>
    UnreadablePicture,

    /// <summary>A picture is smaller than the bucket step while enlarging is off.</summary>
    PictureTooSmall,

    /// <summary>A strip so long and thin that it would be too large once it covers its bucket.</summary>
    PictureTooThin,

    /// <summary>Pictures have no caption file, so the folder's name is their caption.</summary>
    NoCaption,

    /// <summary>A caption file has no bytes.</summary>
    EmptyCaption,

    /// <summary>A caption file was not UTF-8 and was read as Shift-JIS.</summary>
    CaptionEncoding,

    /// <summary>A caption file cannot be read as text.</summary>
    UnreadableCaption,

    /// <summary>Two pictures differ only in extension and share one caption file.</summary>
    SharedCaption,

    /// <summary>A caption file has several lines, of which only the first is used.</summary>
    CaptionLines,

    /// <summary>Pictures have transparent parts, whose hidden colour is trained.</summary>
    TransparentPictures,

    /// <summary>The text that ends the kept tags stays in captions, because no rule moves or drops tags.</summary>
    KeptSeparator,

    /// <summary>Pictures have neither a caption file nor class tokens.</summary>
    NoClassTokens,

    /// <summary>The same folder is named twice in one data set.</summary>
    FolderTwice,

    /// <summary>There are more regularisation pictures than an epoch uses.</summary>
    RegularizationUnused,

    /// <summary>A picture has no mask in the folder of masks.</summary>
    NoMask,

    /// <summary>A mask has another size than its picture.</summary>
    MaskSize,

    /// <summary>A file of captions cannot be read.</summary>
    MetadataUnreadable,

    /// <summary>A file of captions names pictures that are not there.</summary>
    MetadataPictureMissing,

    /// <summary>A data set has a strength of the network, which nothing looks at.</summary>
    MultiplierUnused,

    /// <summary>kohya_ss would compute another number of steps.</summary>
    GuiSteps,

    /// <summary>A mask has no picture.</summary>
    MaskUnused,

    /// <summary>Every picture is set aside for validation.</summary>
    NothingToTrain,
}
