using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Senmitsu.EndToEnd.Tests.Testing;

namespace Senmitsu.EndToEnd.Tests.Web;

/// <summary>What a hostile page, or a hostile machine, can get from the studio: nothing.</summary>
public sealed class SafetyTests
{
    private static readonly string[] Handshake = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];

    [Fact]
    public async Task Requests_OfOtherPagesAndNames_AreRefused()
    {
        using var workspace = new Workspace();
        await using var studio = await StudioProcess.StartAsync(workspace);
        var own = $"Host: 127.0.0.1:{studio.Address.Port}";
        var origin = $"Origin: {studio.Address.GetLeftPart(UriPartial.Authority)}";

        Assert.Equal(200, await StatusAsync(studio, "GET /", own));
        Assert.Equal(200, await StatusAsync(studio, "GET /", $"Host: localhost:{studio.Address.Port}"));
        Assert.Equal(101, await StatusAsync(studio, "GET /_blazor?id=x", [own, origin, .. Handshake]) is 101 or 404 ? 101 : 0); // an unknown id, but let in

        // DNS rebinding: the attacker's name points here.
        Assert.Equal(421, await StatusAsync(studio, "GET /", $"Host: evil.example:{studio.Address.Port}"));
        Assert.Equal(421, await StatusAsync(studio, "GET /", "Host: 192.168.0.10"));
        foreach (var foreign in new[] { "Origin: http://evil.example", "Origin: null", $"Origin: http://127.0.0.1:{studio.Address.Port + 1}", $"Origin: https://127.0.0.1:{studio.Address.Port}" })
        {
            Assert.Equal(403, await StatusAsync(studio, "GET /_blazor?id=x", [own, foreign, .. Handshake]));
            Assert.Equal(403, await StatusAsync(studio, "POST /_blazor/negotiate?negotiateVersion=1", own, foreign, "Content-Length: 0"));
            Assert.Equal(403, await StatusAsync(studio, "GET /suggestions", own, foreign));
        }

        Assert.Equal(403, await StatusAsync(studio, "GET /_blazor?id=x", [own, .. Handshake])); // browsers always name the page
        Assert.Equal(403, await StatusAsync(studio, "GET /images/1", own, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"));
        Assert.Equal(200, await StatusAsync(studio, "GET /", own, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"));
        Assert.Equal(413, await StatusAsync(studio, "POST /", own, origin, "Content-Length: 2147483648"));
    }

    [Fact]
    public async Task Addresses_WithPaths_LeadNowhere()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.File("data", "config.json"), "{}", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(workspace.File("data", "datasets", "set", "x"));
        await using var studio = await StudioProcess.StartAsync(workspace);
        var own = $"Host: 127.0.0.1:{studio.Address.Port}";
        string[] tricks =
        [
            "/images/../config.json", "/images/..%2f..%2fconfig.json", "/images/1", "/images/-1", "/images/99999999999999999999", "/thumbnails/..%5c..%5cconfig.json", "/uploads/..%2f..%2fconfig.json",
            "/uploads/%2fetc%2fpasswd", "/datasets/..%2f/config.json", "/datasets/%2e%2e/config.json", "/datasets/set/..%2f..%2fconfig.json", "/jobs/1/results/0", "/jobs/1/preview/1", "/config.json", "/senmitsu.db", "/_content/../../config.json",
        ];
        foreach (var trick in tricks)
        {
            var (status, body) = await SendAsync(studio, $"GET {trick}", own);
            Assert.True(status is 400 or 404 || (status == 200 && body.Contains("<!DOCTYPE html>", StringComparison.Ordinal)), $"{trick}: {status}\n{body}");
        }
    }

    [Fact]
    public async Task OtherMachines_NeedALogin()
    {
        using var workspace = new Workspace();
        (await workspace.Cli.RunAsync("--listen", "0.0.0.0", "--no-browser")).Refused("--listen", "--api-auth");
        (await workspace.Cli.RunAsync("--listen", "0.0.0.0", "--api-auth", "me:short", "--no-browser")).Refused("--api-auth", "longer");

        await using var studio = await StudioProcess.StartAsync(workspace, "--listen", "0.0.0.0", "--api-auth", "me:correct horse");
        using var client = new HttpClient { BaseAddress = studio.Address };
        using var closed = await client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
        client.DefaultRequestHeaders.Authorization = Basic("me:wrong horse");
        using var wrong = await client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        client.DefaultRequestHeaders.Authorization = Basic("me:correct horse");
        using var open = await client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        client.DefaultRequestHeaders.Authorization = null;
        using var remembered = await client.GetAsync(new Uri("/suggestions", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, remembered.StatusCode); // by its cookie, as the socket's handshake is
        Assert.Equal(421, await StatusAsync(studio, "GET /", "Host: evil.example"));
    }

    [Fact]
    public async Task Port_TakenByAnother_IsSaid()
    {
        using var workspace = new Workspace();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        (await workspace.Cli.RunAsync("--port", port, "--no-browser")).Refused($"port {port} is in use", "--port");
    }

    [Fact]
    public async Task CtrlC_EndsTheStudio()
    {
        using var workspace = new Workspace();
        await using var studio = await StudioProcess.StartAsync(workspace);
        var (exitCode, error) = await studio.InterruptAsync();
        Assert.True(exitCode == 130, error);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static AuthenticationHeaderValue Basic(string login) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)));

    private static async Task<int> StatusAsync(StudioProcess studio, string request, params string[] headers) => (await SendAsync(studio, request, headers)).Status;

    /// <summary>Sends exactly these bytes, which no HTTP client would.</summary>
    private static async Task<(int Status, string Body)> SendAsync(StudioProcess studio, string request, params string[] headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, studio.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var close = headers.Any(header => header.StartsWith("Connection:", StringComparison.Ordinal)) ? "" : "Connection: close\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{request} HTTP/1.1\r\n{string.Join("\r\n", headers)}\r\n{close}\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var status = await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? "HTTP/1.1 0";
        var code = int.Parse(status.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        return (code, code == 101 || close.Length == 0 ? "" : await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
