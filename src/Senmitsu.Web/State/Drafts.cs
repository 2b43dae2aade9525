namespace Senmitsu.Web.State;

/// <summary>The fields of the generation pages of one browser tab, kept by the browser so that a reload loses nothing.</summary>
/// <param name="storage">The browser's memory.</param>
/// <param name="model">The checkpoint in use, whose size of picture they follow.</param>
public sealed class Drafts(BrowserStorage storage, CurrentModel model)
{
    private const string TextToImageKey = "senmitsu-txt2img", ImageToImageKey = "senmitsu-img2img";

    private bool _isLoaded;

    /// <summary>Raised when fields were changed, also from elsewhere than their page.</summary>
    public event Action? Changed;

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
        await FitAsync().ConfigureAwait(false);
    }

    /// <summary>Makes sizes fit the checkpoint in use, where nobody has chosen another.</summary>
    public async Task FitAsync()
    {
        if (TextToImage.ModelSide != model.Side) await ChangeAsync(TextToImage.Fit(model.Side)).ConfigureAwait(false);
        if (ImageToImage.Common.ModelSide != model.Side) await ChangeAsync(ImageToImage with { Common = ImageToImage.Common.Fit(model.Side) }).ConfigureAwait(false);
    }

    /// <summary>Changes the fields of txt2img.</summary>
    public Task ChangeAsync(Draft draft)
    {
        TextToImage = draft;
        Changed?.Invoke();
        return storage.SaveAsync(TextToImageKey, draft);
    }

    /// <summary>Changes the fields of img2img.</summary>
    public Task ChangeAsync(ImageDraft draft)
    {
        ImageToImage = draft;
        Changed?.Invoke();
        return storage.SaveAsync(ImageToImageKey, draft);
    }
}
