using Microsoft.AspNetCore.Http;

namespace Senmitsu.Web.Hosting.Safety;

/// <summary>Tells browsers to keep our pages to themselves: nothing from elsewhere is loaded, nobody else may frame or embed what we send.</summary>
/// <param name="next">What comes after.</param>
public sealed class AnswerHeaders(RequestDelegate next)
{
    /// <summary>Styles are set by the components while they are drawn, hence inline styles; scripts are files of our own only.</summary>
    public const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Passes the request on with the headers set.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    }
}
