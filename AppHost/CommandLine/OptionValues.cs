using System.Globalization;

namespace FlowOptics.AppHost;

/// <summary>Reads the options' values; each wrong one is one sentence.</summary>
internal static class OptionValues
{
    private const int HighestPort = 65_535;

    public static int Port(string option, string? text, int byDefault)
    {
        if (text is null) return byDefault;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= HighestPort
            ? port
            : throw Wrong($"{option} takes a port from 1 to {HighestPort}, and '{text}' is none.");
    }

    public static string OneOf(string option, string text, params string[] values) => values.Contains(text, StringComparer.Ordinal)
        ? text
        : throw Wrong($"{option} takes {string.Join(" or ", values)}, not '{text}'.");

    public static bool Demo(string? text, string? logs)
    {
        var demo = text is null ? logs is null : OneOf("--demo", text, "on", "off") == "on";
        return demo && logs is not null
            ? throw Wrong("--demo on and --logs cannot go together: the demo writes flow logs, and your own are only read.")
            : demo;
    }

    public static void Cloud(string? mode)
    {
        if (mode is null or "local") return;
        throw Wrong(mode is "emulated" or "localstack" or "aws"
            ? $"--cloud {mode} is not there yet: this version runs with --cloud local only."
            : $"--cloud takes local, emulated, localstack or aws, not '{mode}'.");
    }

    public static string ExistingFolder(string option, string text)
    {
        var path = Path.GetFullPath(text);
        if (File.Exists(path)) throw Wrong($"{option} takes a folder, and '{path}' is a file.");
        return Directory.Exists(path) ? path : throw Wrong($"{option}: the folder '{path}' does not exist.");
    }

    private static StartException Wrong(string message) => new(message, StartException.WrongArguments);
}
