using System.CommandLine;

namespace Senmitsu.Cli.Commands;

/// <summary>Options that several verbs have.</summary>
internal static class CommonOptions
{
    public static Option<string?> Data() => new("--data") { Description = "Data folder. Default: $SENMITSU_DATA, else ~/Senmitsu.", HelpName = "DIR" };

    public static Option<bool> Json() => new("--json") { Description = "Answer in JSON on standard output." };
}
