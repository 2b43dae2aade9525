using System.Text;
using Microsoft.AspNetCore.Http;
using Senmitsu.Web.Hosting.Safety;

namespace Senmitsu.Tests.Web.Hosting.Safety;

public sealed class LoginCheckTests
{
    [Fact]
    public async Task Invoke_WithManyWrongLoginsAtOnce_LooksAtFewOfThem()
    {
        var passed = 0;
        using var check = new LoginCheck(Pass, Login.Parse("user:right-password"));
        using var tab = new CancellationTokenSource();
        var contexts = Enumerable.Range(0, 200).Select(_ => Context("user:wrong-password", tab.Token)).ToList();
        var tries = contexts.Select(check.InvokeAsync).ToList();
        await Task.WhenAny(tries.Skip(100)); // beyond those that may wait
        Assert.Contains(contexts, context => context.Response.StatusCode == StatusCodes.Status429TooManyRequests);
        await tab.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(tries));
        await check.InvokeAsync(Context("user:right-password", CancellationToken.None));
        Assert.Equal(1, passed);

        Task Pass(HttpContext context)
        {
            passed++;
            return Task.CompletedTask;
        }
    }

    private static DefaultHttpContext Context(string login, CancellationToken aborted)
    {
        var context = new DefaultHttpContext { RequestAborted = aborted };
        context.Request.Headers.Authorization = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(login))}";
        return context;
    }
}
