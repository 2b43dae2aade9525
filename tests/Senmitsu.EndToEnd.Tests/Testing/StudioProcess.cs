using System.Diagnostics;
using System.Globalization;

namespace Senmitsu.EndToEnd.Tests.Testing;

/// <summary>The studio as a process at a free port, with a data folder of its own. Ended by Ctrl-C when disposed.</summary>
internal sealed class StudioProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private StudioProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        _errors = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync(); // so that it never waits for a reader
    }

    /// <summary>Where its pages are.</summary>
    public Uri Address { get; }

    /// <summary>Starts it and waits until it answers.</summary>
    public static Task<StudioProcess> StartAsync(Workspace workspace, params string[] more) => StartAsync(workspace, 0, more);

    /// <summary>Starts it at a port and waits until it answers.</summary>
    public static async Task<StudioProcess> StartAsync(Workspace workspace, int port, params string[] more)
    {
        var process = workspace.Cli.Start(["--port", port.ToString(CultureInfo.InvariantCulture), "--no-browser", .. more]);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        var line = await process.StandardOutput.ReadLineAsync(timeout.Token);
        // "Senmitsu is at http://127.0.0.1:40123  (Ctrl-C ends it)"
        var word = line?.Split(' ').FirstOrDefault(part => part.StartsWith("http://", StringComparison.Ordinal));
        return word is not null ? new StudioProcess(process, new Uri(word)) : throw new InvalidOperationException($"no address in '{line}': {await process.StandardError.ReadToEndAsync(timeout.Token)}");
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Presses Ctrl-C and waits for the end.</summary>
    /// <returns>Its exit code and what it said on standard error.</returns>
    public async Task<(int ExitCode, string Error)> InterruptAsync()
    {
        using (var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        using var timeout = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(timeout.Token);
        return (_process.ExitCode, await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await InterruptAsync();
        _process.Dispose();
    }
}
