using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;
using Senmitsu.Web.Localization;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Layout;

/// <summary>The frame: checkpoint, tabs, language, theme.</summary>
public sealed partial class MainLayout : LayoutComponentBase
{
    private static readonly string Version = typeof(MainLayout).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private MudThemeProvider? _theme;
    private ErrorBoundary? _boundary;
    private bool _isDark;
    private bool _isReady;

    /// <summary>Language and theme.</summary>
    [CascadingParameter]
    public required Preferences Preferences { get; set; }

    /// <summary>Where the browser is.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The browser.</summary>
    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <summary>Messages at the edge of the page, which speak its language from here on.</summary>
    [Inject]
    public required PageMessages Messages { get; init; }

    private Language Other => Preferences.Language == Language.Japanese ? Language.English : Language.Japanese;

    /// <inheritdoc/>
    protected override void OnInitialized() => Messages.Language = Preferences.Language;

    /// <inheritdoc/>
    protected override void OnParametersSet() => _boundary?.Recover();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _isDark = Preferences.IsDark ?? await _theme!.GetSystemDarkModeAsync();
        _isReady = true;
        StateHasChanged();
    }

    private string T(Phrase phrase) => phrase.In(Preferences.Language);

    private async Task SwitchThemeAsync()
    {
        _isDark = !_isDark;
        await Browser.InvokeVoidAsync("senmitsu.setTheme", _isDark ? "dark" : "light");
    }

    /// <summary>All words change, so the page is fetched anew; what was typed is kept by the browser.</summary>
    private async Task SwitchLanguageAsync()
    {
        await Browser.InvokeVoidAsync("senmitsu.setCookie", Preferences.LanguageCookie, Other.Code());
        Navigation.NavigateTo(Navigation.Uri, forceLoad: true);
    }
}
