using System.CommandLine;

namespace Senmitsu.Cli.Commands;

/// <summary>Options whose defaults come from a picture: what is given wins, also where it turns something off.</summary>
internal static class OptionValues
{
    private const string NoName = "none";

    /// <summary>A switch as it was given, <c>--tiling</c> or <c>--tiling false</c>, or else its default.</summary>
    public static bool FlagOr(this ParseResult result, Option<bool> option, bool otherwise) => result.GetResult(option) is { Implicit: false } ? result.GetValue(option) : otherwise;

    /// <summary>A name as it was given, or else its default; <see langword="null"/> for <c>none</c>.</summary>
    public static string? NameOr(this ParseResult result, Option<string?> option, string? otherwise)
    {
        var name = result.GetValue(option) ?? otherwise;
        return string.Equals(name, NoName, StringComparison.OrdinalIgnoreCase) ? null : name;
    }
}
