using System.Text.Json;
using Senmitsu.EndToEnd.Tests.Testing;

namespace Senmitsu.EndToEnd.Tests.Cli;

public sealed class DoctorTests
{
    [Fact]
    public async Task Doctor_Here_FindsAWorkingEngine()
    {
        using var workspace = new Workspace();
        var result = (await workspace.Cli.RunAsync("doctor", "--json")).Succeeded();
        using var report = JsonDocument.Parse(result.Output);
        Assert.True(report.RootElement.GetProperty("healthy").GetBoolean());
        var topics = report.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("topic").GetString()).ToList();
        foreach (var topic in new[] { "processor", "tensor engine", "device", "precision", "data folder", "free disk", "speed" }) Assert.Contains(topic, topics);
    }
}
