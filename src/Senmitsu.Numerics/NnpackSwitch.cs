using System.Runtime.InteropServices;

namespace Senmitsu.Numerics;

/// <summary>
/// Switches NNPACK off. libtorch asks it about small float32 convolutions; on a processor that it does not know it complains on standard
/// error each time, and another kernel computes. Without it the same kernels compute on every processor.
/// </summary>
internal static unsafe class NnpackSwitch
{
    // at::globalContext().setUserEnabledNNPACK(false), by the names that compilers for Linux and macOS give them.
    private const string GlobalContext = "_ZN2at13globalContextEv", SetEnabled = "_ZN2at7Context20setUserEnabledNNPACKEb";

    /// <summary>Switches it off; where the functions have other names, nothing happens.</summary>
    /// <param name="library">Handle of libtorch_cpu.</param>
    public static void TurnOff(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, GlobalContext, out var getContext) || !NativeLibrary.TryGetExport(library, SetEnabled, out var setEnabled)) return;
        var context = ((delegate* unmanaged<nint>)getContext)();
        ((delegate* unmanaged<nint, byte, void>)setEnabled)(context, 0);
    }
}
