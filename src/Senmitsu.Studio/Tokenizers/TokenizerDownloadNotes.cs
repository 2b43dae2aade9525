namespace Senmitsu.Studio.Tokenizers;

/// <summary>Says once for each file that it is being downloaded.</summary>
/// <param name="note">Takes the sentence.</param>
internal sealed class TokenizerDownloadNotes(Action<string> note) : IProgress<TokenizerDownloadProgress>
{
    private string? _last;

    /// <inheritdoc/>
    public void Report(TokenizerDownloadProgress value)
    {
        if (_last == value.File.Name) return;
        _last = value.File.Name;
        note($"downloading CLIP's {value.File.Name}, once");
    }
}
