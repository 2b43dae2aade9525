namespace Senmitsu.Web.State;

/// <summary>The fields of the generation pages of one browser tab, kept by the browser so that a reload loses nothing.</summary>
/// <param name="storage">The browser's memory.</param>
public sealed class Drafts(BrowserStorage storage)
{
    private const string TextToImageKey = "senmitsu-txt2img", ImageToImageKey = "senmitsu-img2img";

    private bool _isLoaded;

    /// <summary>Fields of txt2img.</summary>
    public Draft TextToImage { get; private set; } = new();

    /// <summary>Fields of img2img.</summary>
    public ImageDraft ImageToImage { get; private set; } = new();

    /// <summary>Takes up what the browser kept, once.</summary>
    public async Task LoadAsync()
    {
        if (_isLoaded) return;
        TextToImage = await storage.LoadAsync<Draft>(TextToImageKey).ConfigureAwait(false) ?? TextToImage;
        ImageToImage = await storage.LoadAsync<ImageDraft>(ImageToImageKey).ConfigureAwait(false) ?? ImageToImage;
        _isLoaded = true;
    }

    /// <summary>Changes the fields of txt2img.</summary>
    public Task ChangeAsync(Draft draft)
    {
        TextToImage = draft;
        return storage.SaveAsync(TextToImageKey, draft);
    }

    /// <summary>Changes the fields of img2img.</summary>
    public Task ChangeAsync(ImageDraft draft)
    {
        ImageToImage = draft;
        return storage.SaveAsync(ImageToImageKey, draft);
    }
}
