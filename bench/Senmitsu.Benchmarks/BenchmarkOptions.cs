using System.Globalization;
using Senmitsu.Numerics;

namespace Senmitsu.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Names">Operations to measure; empty = all.</param>
/// <param name="Precision">Number format of the networks.</param>
/// <param name="Repeats">Timed runs of each operation.</param>
/// <param name="IsChild">Whether this process measures one operation itself and reports to its parent.</param>
internal sealed record BenchmarkOptions(IReadOnlyList<string> Names, Precision Precision, int Repeats, bool IsChild)
{
    /// <summary>Marks the process that measures.</summary>
    public const string ChildArgument = "--child";

    private const int DefaultRepeats = 3;

    /// <summary>Reads <c>[name…] [--precision fp32|bf16|auto] [--repeats N]</c>.</summary>
    /// <exception cref="ArgumentException">An argument is unknown; the message says which and what is allowed.</exception>
    public static BenchmarkOptions Parse(IReadOnlyList<string> args)
    {
        var names = new List<string>();
        var precision = Precision.Auto;
        var repeats = DefaultRepeats;
        var isChild = false;
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case ChildArgument:
                    isChild = true;
                    break;
                case "--precision":
                    precision = ParsePrecision(Value(args, ref i));
                    break;
                case "--repeats":
                    repeats = ParseRepeats(Value(args, ref i));
                    break;
                default:
                    names.Add(Known(args[i]));
                    break;
            }
        }

        return new BenchmarkOptions(names, precision, repeats, isChild);
    }

    /// <summary>The arguments that measure one operation in a process of its own.</summary>
    public IEnumerable<string> ForChild(string name) =>
        [ChildArgument, name, "--precision", Precision switch { Precision.Float32 => "fp32", Precision.BFloat16 => "bf16", _ => "auto" }, "--repeats", Repeats.ToString(CultureInfo.InvariantCulture)];

    private static string Value(IReadOnlyList<string> args, ref int i) =>
        ++i < args.Count ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value");

    private static Precision ParsePrecision(string text) => text switch
    {
        "fp32" => Precision.Float32,
        "bf16" => Precision.BFloat16,
        "auto" => Precision.Auto,
        _ => throw new ArgumentException($"--precision {text} is unknown; use fp32, bf16 or auto"),
    };

    private static int ParseRepeats(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var repeats) && repeats >= 1
            ? repeats
            : throw new ArgumentException($"--repeats {text} is no number from 1 on");

    private static string Known(string name) =>
        BenchmarkCatalog.Find(name).Count > 0
            ? name
            : throw new ArgumentException($"'{name}' is no benchmark; there are {string.Join(", ", BenchmarkCatalog.All.Concat(BenchmarkCatalog.Memory).Select(benchmark => benchmark.Name).Distinct())}, and the group {BenchmarkCatalog.MemoryGroup}");
}
