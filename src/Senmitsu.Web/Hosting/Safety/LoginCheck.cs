using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Senmitsu.Web.Hosting.Safety;

/// <summary>
/// Asks for the login (RFC 7617). Who has given it once gets a cookie, because not every browser sends the login again when it opens a socket; the cookie's
/// value is drawn anew at every start of the server.
/// </summary>
/// <param name="next">What comes after.</param>
/// <param name="login">The login.</param>
public sealed class LoginCheck(RequestDelegate next, Login login)
{
    private const string CookieName = "senmitsu-session";
    private const string Scheme = "Basic ";
    private const int SessionBytes = 32;

    private static readonly TimeSpan DelayAfterFailure = TimeSpan.FromSeconds(1);

    private readonly string _session = Convert.ToHexString(RandomNumberGenerator.GetBytes(SessionBytes));

    /// <summary>Passes the request on if it brings login or cookie.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (HasSession(context.Request))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        if (Given(context.Request) is { } given)
        {
            if (login.Fits(given))
            {
                context.Response.Cookies.Append(CookieName, _session, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true });
                await next(context).ConfigureAwait(false);
                return;
            }

            await Task.Delay(DelayAfterFailure, context.RequestAborted).ConfigureAwait(false);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"Senmitsu\", charset=\"UTF-8\"";
    }

    private bool HasSession(HttpRequest request) =>
        request.Cookies[CookieName] is { } cookie && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(cookie), Encoding.UTF8.GetBytes(_session));

    private static string? Given(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }
}
