using System.Runtime.CompilerServices;
using Senmitsu.Numerics;

namespace Senmitsu.Tests.Testing;

/// <summary>
/// Loads libtorch as the program does, before any test: whichever test made a tensor first would otherwise have TorchSharp load it,
/// without the settings that reproducible sums depend on.
/// </summary>
internal static class TensorEngine
{
    [ModuleInitializer]
    public static void Load() => NativeLibraries.Load();
}
