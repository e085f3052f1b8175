using System.ComponentModel;
using System.Diagnostics;

namespace FlowOptics.AppHost;

/// <summary>Opens a URL where someone sits before the screen; the URL has been printed in any case.</summary>
internal static class Browser
{
    public static void TryOpen(string url)
    {
        if (Console.IsOutputRedirected) return;
        var command = OperatingSystem.IsMacOS() ? "open" : HasDisplay() ? "xdg-open" : null;
        if (command is null) return;
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, [url]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true });
        }
        catch (Win32Exception)
        {
            // No such program: the user opens the printed URL.
        }
    }

    private static bool HasDisplay() => OperatingSystem.IsLinux()
        && (Environment.GetEnvironmentVariable("DISPLAY") ?? Environment.GetEnvironmentVariable("WAYLAND_DISPLAY")) is { Length: > 0 };
}
