using System.Runtime.InteropServices;

namespace Senmitsu.Numerics;

/// <summary>
/// Loads libtorch and its shim by full path, before the first tensor, and explains failures in plain words.
/// TorchSharp's own loader reports every failure as a missing package reference.
/// </summary>
public static class NativeLibraries
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, nint> Handles = [];

    /// <summary>Library names in load order; each needs the ones before it.</summary>
    private static readonly string[] LoadOrder = ["c10", "torch_cpu", "torch", "LibTorchSharp"];

    /// <summary>The folder the libraries were loaded from, or <see langword="null"/> before they are loaded.</summary>
    public static string? Folder { get; private set; }

    /// <summary>Loads the libraries from beside the program. Further calls do nothing.</summary>
    /// <exception cref="NativeLibraryException">A library is missing or the system cannot load it.</exception>
    public static void Load() => Load(DefaultFolder());

    /// <summary>Loads the libraries from <paramref name="folder"/>. Further calls do nothing.</summary>
    /// <exception cref="NativeLibraryException">A library is missing or the system cannot load it.</exception>
    public static void Load(string folder)
    {
        lock (Gate)
        {
            if (Folder is not null) return;
            RuntimeTuning.Apply();
            foreach (var name in LoadOrder) Handles[name] = LoadOne(folder, name);
            NnpackSwitch.TurnOff(Handles["torch_cpu"]);
            NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, (name, _, _) => Handles.GetValueOrDefault(name));
            Folder = folder;
        }
    }

    /// <summary>Turns the system loader's text into one sentence a user can act on.</summary>
    internal static string Explain(string path, string loaderMessage)
    {
        // "/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by …/libLibTorchSharp.so)"
        if (loaderMessage.Contains("GLIBCXX_", StringComparison.Ordinal) || loaderMessage.Contains("GLIBC_", StringComparison.Ordinal))
        {
            return $"{path} needs a newer C/C++ runtime than this system has. Expected Debian 12, Ubuntu 22.04 or newer. " +
                   $"Rebuild with ./senmitsu (the build adapts this file), or update the system. Loader: {loaderMessage}";
        }

        if (loaderMessage.Contains("cannot open shared object file", StringComparison.Ordinal) || loaderMessage.Contains("0x8007007E", StringComparison.Ordinal))
        {
            return $"{path} depends on a library that is not installed. On Windows install the Visual C++ 2015-2022 runtime; " +
                   $"on Linux install libstdc++6 and libgomp1. Loader: {loaderMessage}";
        }

        if (loaderMessage.Contains("file too short", StringComparison.Ordinal) || loaderMessage.Contains("invalid ELF header", StringComparison.Ordinal) ||
            loaderMessage.Contains("0x800700C1", StringComparison.Ordinal))
        {
            return $"{path} is damaged or made for another processor. Delete the 'artifacts' folder and build again. Loader: {loaderMessage}";
        }

        return $"{path} cannot be loaded. Delete the 'artifacts' folder and build again. Loader: {loaderMessage}";
    }

    private static nint LoadOne(string folder, string name)
    {
        var path = Path.Combine(folder, FileName(name));
        if (!File.Exists(path))
        {
            throw new NativeLibraryException(path, $"{path} is missing; the tensor engine is incomplete. Build again with ./senmitsu, or copy the whole program folder.");
        }

        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new NativeLibraryException(path, Explain(path, e.Message), e);
        }
    }

    private static string DefaultFolder()
    {
        var runtimes = Path.Combine(AppContext.BaseDirectory, "runtimes", Rid(), "native");
        return Directory.Exists(runtimes) ? runtimes : AppContext.BaseDirectory;
    }

    private static string Rid() =>
        OperatingSystem.IsWindows() ? "win-x64" : OperatingSystem.IsMacOS() ? "osx-arm64" : "linux-x64";

    private static string FileName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
}
