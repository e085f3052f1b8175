using System.Globalization;
using FlowOptics.Lake;

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

    /// <param name="publish">A manifest can be written of every mode.</param>
    /// <param name="logs">The folder of one's own logs; null: none was given.</param>
    public static CloudMode Cloud(string? text, bool publish, string? logs)
    {
        CloudMode mode = text switch
        {
            null or "local" => CloudMode.Local,
            "emulated" => CloudMode.Emulated,
            "localstack" => CloudMode.LocalStack,
            "aws" => CloudMode.Aws,
            _ => throw Wrong($"--cloud takes local, emulated, localstack or aws, not '{text}'."),
        };
        if (mode == CloudMode.Local || publish) return mode;
        if (mode == CloudMode.Aws) throw Wrong("--cloud aws cannot run from here: AppHost knows no bucket and no queue of yours. docs/aws.md has the services' settings; --cloud emulated runs the same code on this machine.");
        return logs is null ? mode : throw Wrong($"--logs and --cloud {text} cannot go together: there, flow logs come from S3. Start with --demo off, and put them into s3://{FlowLogs.S3Bucket} (docs/aws.md says how).");
    }

    public static bool HistoryInAthena(string? text, CloudMode cloud)
    {
        if (text is null || OneOf("--history", text, "lake", "athena") == "lake") return false;
        return cloud is CloudMode.Emulated ? true
            : throw Wrong("--history athena goes with --cloud emulated, whose emulator has a table over the bucket. docs/aws.md has the settings for Athena itself.");
    }

    /// <returns>Where a manifest is to be written, whose publisher is named; null: the product is to run.</returns>
    public static string? Manifest(string? publisher, string? outputPath)
    {
        if (publisher is null) return outputPath is null ? null : throw Wrong("--output-path goes with --publisher manifest.");
        OneOf("--publisher", publisher, "manifest");
        return outputPath is null ? throw Wrong("--publisher manifest needs --output-path FILE: where is the manifest to be written?") : Path.GetFullPath(outputPath);
    }

    public static string ExistingFolder(string option, string text)
    {
        var path = Path.GetFullPath(text);
        if (File.Exists(path)) throw Wrong($"{option} takes a folder, and '{path}' is a file.");
        return Directory.Exists(path) ? path : throw Wrong($"{option}: the folder '{path}' does not exist.");
    }

    private static StartException Wrong(string message) => new(message, StartException.WrongArguments);
}
