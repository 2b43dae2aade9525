using System.Diagnostics;
using System.Text;

namespace Senmitsu.EndToEnd.Tests.Testing;

/// <summary>Runs the real program as a process, with a data folder of its own.</summary>
internal sealed class SenmitsuCli(TemporaryFolder folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Environment variables besides the inherited ones.</summary>
    public Dictionary<string, string> Environment { get; } = new()
    {
        ["SENMITSU_DATA"] = System.IO.Path.Combine(folder.Path, "data"),
        ["HF_HUB_OFFLINE"] = "1",
        ["HF_HUB_CACHE"] = System.IO.Path.Combine(folder.Path, "no cache"),
        // Several tests share the cores; waiting threads must not spin.
        ["OMP_WAIT_POLICY"] = "PASSIVE",
    };

    /// <summary>The built program of this configuration.</summary>
    private static string ProgramPath { get; } = System.IO.Path.Combine(
        Golden.RepositoryRoot, "artifacts", "bin", "Senmitsu.Cli", System.IO.Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')), OperatingSystem.IsWindows() ? "senmitsu.exe" : "senmitsu");

    /// <summary>Runs to the end.</summary>
    public async Task<CliResult> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await FinishAsync(process, process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Runs until a line of standard output fits, sends Ctrl-C, and waits for the end.</summary>
    public Task<CliResult> RunAndInterruptAsync(Func<string, bool> isMoment, params string[] arguments) => RunAndSignalAsync("-INT", isMoment, arguments);

    /// <summary>Runs until a line of standard output fits, sends Ctrl-C, and sends it again when the program has said that it is about to stop.</summary>
    public async Task<CliResult> RunAndInterruptTwiceAsync(Func<string, bool> isMoment, params string[] arguments)
    {
        using var process = Start(arguments);
        return await FinishAsync(process, ReadAndSignalAsync(process, process.StandardOutput, "-INT", isMoment), ReadAndSignalAsync(process, process.StandardError, "-INT", line => line.Contains("press Ctrl-C again", StringComparison.Ordinal)));
    }

    /// <summary>Runs until a line of standard output fits, and ends the process as a power cut would.</summary>
    public Task<CliResult> RunAndKillAsync(Func<string, bool> isMoment, params string[] arguments) => RunAndSignalAsync("-KILL", isMoment, arguments);

    private async Task<CliResult> RunAndSignalAsync(string signal, Func<string, bool> isMoment, string[] arguments)
    {
        using var process = Start(arguments);
        return await FinishAsync(process, ReadAndSignalAsync(process, process.StandardOutput, signal, isMoment), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Reads a stream to its end, and signals at the first line that fits.</summary>
    private static async Task<string> ReadAndSignalAsync(Process process, StreamReader reader, string signal, Func<string, bool> isMoment)
    {
        var text = new StringBuilder();
        var isSignalled = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            text.AppendLine(line);
            if (isSignalled || !isMoment(line)) continue;
            isSignalled = true;
            using var kill = Process.Start("kill", [signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }

        return text.ToString();
    }

    /// <summary>Starts it and leaves the rest to the caller, who disposes it.</summary>
    public Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(ProgramPath, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder.Path,
        };
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{ProgramPath} does not start");
    }

    private static async Task<CliResult> FinishAsync(Process process, Task<string> output, Task<string> error)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new CliResult(process.ExitCode, await output, await error);
    }
}
