using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Senmitsu.Web.Localization;

namespace Senmitsu.Web.Components;

/// <summary>The HTML document around everything.</summary>
public sealed partial class App : ComponentBase
{
    /// <summary>Not drawn twice: once on the server for the first byte, and again when the socket is open.</summary>
    private static readonly InteractiveServerRenderMode Mode = new(prerender: false);

    /// <summary>The request for the document.</summary>
    [CascadingParameter]
    public required HttpContext Request { get; set; }

    private Preferences Preferences => new(LanguageCodes.Choose(Request.Request.Cookies[Preferences.LanguageCookie], Request.Request.Headers.AcceptLanguage.ToString()), IsDark);

    private bool? IsDark => Request.Request.Cookies[Preferences.ThemeCookie] switch
    {
        "dark" => true,
        "light" => false,
        _ => null,
    };

    private string Theme => IsDark switch
    {
        true => "dark",
        false => "light",
        null => "auto",
    };
}
