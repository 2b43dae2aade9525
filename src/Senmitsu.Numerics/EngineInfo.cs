using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Numerics;

/// <summary>Versions and settings of the tensor engine.</summary>
public static class EngineInfo
{
    /// <summary>Version of libtorch.</summary>
    public static string LibTorchVersion => torch.__version__;

    /// <summary>Version of TorchSharp.</summary>
    public static string TorchSharpVersion => typeof(Tensor).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>Threads one operation uses.</summary>
    public static int Threads => get_num_threads();
}
