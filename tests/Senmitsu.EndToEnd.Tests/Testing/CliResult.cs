namespace Senmitsu.EndToEnd.Tests.Testing;

/// <summary>What a finished run of the program left behind.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>Both streams, for failure messages.</summary>
    public override string ToString() => $"exit code {ExitCode}\n--- standard output\n{Output}\n--- standard error\n{Error}";

    /// <summary>Fails unless the run succeeded.</summary>
    public CliResult Succeeded()
    {
        Assert.True(ExitCode == 0, ToString());
        return this;
    }

    /// <summary>Fails unless the run was refused as bad input with a message that holds all these parts.</summary>
    public void Refused(params string[] parts)
    {
        Assert.True(ExitCode == 2, ToString());
        Assert.StartsWith("error: ", Error.Split('\n').Last(line => line.StartsWith("error: ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal); // a stack trace is not a message
        foreach (var part in parts) Assert.Contains(part, Error, StringComparison.OrdinalIgnoreCase);
    }
}
