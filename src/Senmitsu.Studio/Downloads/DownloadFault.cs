namespace Senmitsu.Studio.Downloads;

/// <summary>Why a file could not be downloaded.</summary>
public enum DownloadFault
{
    /// <summary>The server cannot be reached, or downloads are forbidden.</summary>
    Offline,

    /// <summary>The server answers, but refuses or does not have the file.</summary>
    Refused,

    /// <summary>The server sent something else than was published.</summary>
    WrongContent,

    /// <summary>The file cannot be written.</summary>
    NotWritable,
}
