using Microsoft.AspNetCore.Http;

namespace Senmitsu.Web.Hosting.Safety;

/// <summary>Lets only our own pages, and programs on behalf of the user, talk to the server. Everything, the socket's handshake too, passes here first.</summary>
/// <param name="next">What comes after.</param>
/// <param name="hosts">Names of this server.</param>
public sealed class RequestGuard(RequestDelegate next, HostNames hosts)
{
    /// <summary>Largest request that is read, in bytes.</summary>
    public const long MaxRequestBytes = 64L << 20;

    /// <summary>Passes the request on, or says why not.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        if (!hosts.Allow(request.Host)) return RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, $"'{request.Host}' is no name of this server. Open http://127.0.0.1:{context.Connection.LocalPort} instead.");
        if (request.Headers.ContentLength > MaxRequestBytes) return RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, $"The request has {request.Headers.ContentLength} bytes; at most {MaxRequestBytes} are read.");
        if (!IsOurOrigin(request)) return RefuseAsync(context, StatusCodes.Status403Forbidden, "Pages of other sites may not use this server.");
        return next(context);
    }

    /// <summary>
    /// Browsers name the page that asks: always for sockets and for whatever may change something (Origin), and nearly always besides (Sec-Fetch-Site).
    /// A link followed by a person is no page asking.
    /// </summary>
    private static bool IsOurOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        if (origin.Count > 0) return origin.Count == 1 && string.Equals(origin[0], $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
        if (request.Headers.Upgrade.Count > 0 || request.HttpContext.WebSockets.IsWebSocketRequest) return false;
        var isFollowedLink = HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document";
        return isFollowedLink || request.Headers["Sec-Fetch-Site"] is [] or ["same-origin" or "none"];
    }

    private static Task RefuseAsync(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.Connection = "close";
        return context.Response.WriteAsync(reason);
    }
}
