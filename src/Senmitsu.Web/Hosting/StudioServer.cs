using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MudBlazor.Services;
using Senmitsu.Studio;
using Senmitsu.Studio.Models;
using Senmitsu.Web.Components;
using Senmitsu.Web.Files;
using Senmitsu.Web.Hosting.Safety;

namespace Senmitsu.Web.Hosting;

/// <summary>Serves the studio's pages until it is told to stop.</summary>
/// <param name="studio">The running studio. Borrowed.</param>
/// <param name="options">Where and to whom.</param>
public sealed class StudioServer(StudioHost studio, ServeOptions options)
{
    /// <summary>A message says what was wrong and what to do: two sentences, which take longer to read than MudBlazor's five seconds.</summary>
    private const int MessageMilliseconds = 10_000;

    /// <summary>Of what a browser says at once, such as all that it kept of a page's fields: a list of prompts is long.</summary>
    private const int MostMessageBytes = 2 << 20;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <summary>Serves.</summary>
    /// <param name="onReady">Told the address as soon as pages are answered.</param>
    /// <param name="token">Ends the server; running work is for the caller to end.</param>
    /// <exception cref="UserErrorException">The port cannot be used.</exception>
    public async Task RunAsync(Action<Uri> onReady, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(onReady);
        await using var app = Build();
        try
        {
            await app.StartAsync(token).ConfigureAwait(false);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new UserErrorException($"port {options.Port} is in use, by another Senmitsu or by AUTOMATIC1111 perhaps. Close that one, or choose another port, such as --port {options.Port + 1}.", e);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            throw new UserErrorException($"the studio cannot listen at {options.Listen}, port {options.Port}: {e.Message} Choose another --port or --listen.", e);
        }

        app.Services.GetRequiredService<ModelShelf>().Watch();
        onReady(Address(app));
        await app.WaitForShutdownAsync(token).ConfigureAwait(false);
    }

    private WebApplication Build()
    {
        // Empty: no settings files, no environment variables and no folder of the caller's decide what is served here.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "senmitsu", ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestGuard.MaxRequestBytes;
            kestrel.Listen(options.Listen, options.Port, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        // Keys live in memory and need no lock; a page of an earlier start brings a cookie of its keys, and gets a new one.
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None);
        AddServices(builder.Services);
        var app = builder.Build();
        Configure(app);
        return app;
    }

    private void AddServices(IServiceCollection services)
    {
        services.AddSingleton<IHostLifetime, SilentLifetime>(); // signals are the program's business
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Farewell);
        services.AddDataProtection().UseEphemeralDataProtectionProvider(); // a page outlives no server, so no key needs to
        services.AddRouting();
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = MostMessageBytes);
        services.AddMudServices(options => options.SnackbarConfiguration.VisibleStateDuration = MessageMilliseconds);
        services.AddSingleton(new HostNames(options.Listen, Dns.GetHostName()));
        services.AddSingleton(options);
        services.AddStudioPages(studio, options.ModelsFolder);
        if (options.Login is not null) services.AddSingleton(options.Login);
    }

    private void Configure(WebApplication app)
    {
        app.UseMiddleware<AnswerHeaders>();
        app.UseWebSockets();
        app.UseMiddleware<RequestGuard>();
        if (options.Login is not null) app.UseMiddleware<LoginCheck>();
        app.UseRouting();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapPictures();
        app.MapSuggestions();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null); // AnswerHeaders says it
    }

    private Uri Address(WebApplication app)
    {
        var port = new Uri(app.Urls.First()).Port;
        var shown = options.Listen.Equals(IPAddress.Any) || options.Listen.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback : options.Listen;
        return new UriBuilder(Uri.UriSchemeHttp, shown.ToString(), port).Uri;
    }

    private sealed class SilentLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
