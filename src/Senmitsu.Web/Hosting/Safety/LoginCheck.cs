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
public sealed class LoginCheck(RequestDelegate next, Login login) : IDisposable
{
    private const string CookieName = "senmitsu-session";
    private const string Scheme = "Basic ";
    private const int SessionBytes = 32, MostWaiting = 64;

    private static readonly TimeSpan DelayAfterFailure = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private int _waiting;
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
            var fits = await FitsAsync(given, context.RequestAborted).ConfigureAwait(false);
            if (fits is null)
            {
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return;
            }

            if (fits.Value)
            {
                context.Response.Cookies.Append(CookieName, _session, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true });
                await next(context).ConfigureAwait(false);
                return;
            }
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"Senmitsu\", charset=\"UTF-8\"";
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Looks at one login at a time, and at the next one a second after a wrong one: trying many side by side, or giving up early, gains nothing.</summary>
    /// <returns><see langword="null"/> if too many wait to be looked at.</returns>
    private async Task<bool?> FitsAsync(string given, CancellationToken token)
    {
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return null;
        }

        try
        {
            await _oneAtATime.WaitAsync(token).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            var fits = login.Fits(given);
            if (!fits) await Task.Delay(DelayAfterFailure, CancellationToken.None).ConfigureAwait(false);
            return fits;
        }
        finally
        {
            _oneAtATime.Release();
        }
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
