using System.ComponentModel;
using System.Diagnostics;

namespace Senmitsu.Cli.Views;

/// <summary>Shows a page in the user's browser, where there is one.</summary>
internal static class BrowserWindow
{
    /// <summary>Opens it. A machine without a screen, or without a browser, is no mistake: the address is printed anyway.</summary>
    public static void Open(Uri address)
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("DISPLAY") is null && Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is null) return;
        try
        {
            using var process = Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or FileNotFoundException)
        {
            Console.Error.WriteLine($"note: no browser could be opened ({e.Message}); open {address} yourself");
        }
    }
}
