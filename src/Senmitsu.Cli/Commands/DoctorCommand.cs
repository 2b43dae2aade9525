using System.CommandLine;
using Senmitsu.Studio;

namespace Senmitsu.Cli.Commands;

/// <summary><c>senmitsu doctor</c>: what runs here.</summary>
internal static class DoctorCommand
{
    private static readonly Option<string?> Data = CommonOptions.Data();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Command("doctor", "Say what runs here: native libraries, processor, GPUs, precision, folders, disk, a short speed test.") { Data, Json };
        command.SetAction((result, _) => Task.FromResult(Run(result)));
        return command;
    }

    private static int Run(ParseResult result)
    {
        using var studio = new StudioServices(result.GetValue(Data), Environment.GetEnvironmentVariable, TimeProvider.System);
        var report = studio.InspectSystem.Run();
        if (result.GetValue(Json))
        {
            JsonOutput.WriteLine(new { healthy = report.IsHealthy, findings = report.Findings });
        }
        else
        {
            var width = report.Findings.Max(finding => finding.Topic.Length);
            foreach (var finding in report.Findings)
            {
                Console.Out.WriteLine($"{finding.Topic.PadRight(width)}  {finding.Value}");
                if (finding.Advice is not null) Console.Out.WriteLine($"{new string(' ', width)}  → {finding.Advice}");
            }

            Console.Out.WriteLine(report.IsHealthy ? "Ready." : "Not ready: see the arrows above.");
        }

        return report.IsHealthy ? ExitCodes.Done : ExitCodes.Failed;
    }
}
