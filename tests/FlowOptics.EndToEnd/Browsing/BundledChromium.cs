using System.Formats.Tar;
using System.IO.Compression;

namespace FlowOptics.EndToEnd.Browsing;

/// <summary>
/// The Chromium that npm brings (@sparticuz/chromium): one executable, the libraries that a bare system lacks, fonts, and a software renderer, each
/// packed with Brotli. Unpacked once, beside the tests.
/// </summary>
internal static class BundledChromium
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "chromium");

    /// <summary>The package's own names folders of AWS Lambda; without a font Chromium paints no text at all.</summary>
    private static readonly string FontConfiguration =
        $"""
        <?xml version="1.0"?>
        <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
        <fontconfig>
          <dir>{Path.Combine(Folder, "fonts")}</dir>
          <cachedir>{Path.Combine(Folder, "fonts-cache")}</cachedir>
        </fontconfig>
        """;

    public static string Executable => Path.Combine(Folder, "chromium");

    /// <summary>What the executable needs to find its libraries and fonts.</summary>
    public static Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["LD_LIBRARY_PATH"] = Path.Combine(Folder, "lib"),
        ["FONTCONFIG_PATH"] = Path.Combine(Folder, "fonts"),
    };

    /// <exception cref="FileNotFoundException">The npm packages are not installed.</exception>
    public static async Task UnpackAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(Folder)) return;

        var packed = Path.GetDirectoryName(NpmPackage.Find("@sparticuz/chromium/bin/chromium.br"))
            ?? throw new FileNotFoundException("There is no system Chromium, and @sparticuz/chromium is not installed: run 'npm ci'.");
        // Renamed at the end, so that an unpacking that was cut off is not taken for a whole one.
        var unfinished = $"{Folder}.{System.Environment.ProcessId}";
        Directory.CreateDirectory(unfinished);
        await using (var chromium = Open(packed, "chromium.br"))
        await using (var executable = File.Create(Path.Combine(unfinished, "chromium")))
        {
            await chromium.CopyToAsync(executable, cancellationToken);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(unfinished, "chromium"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        // al2023.tar holds lib/…, fonts.tar its files, swiftshader.tar what must lie beside the executable.
        await ExtractAsync(packed, "al2023.tar.br", unfinished, cancellationToken);
        await ExtractAsync(packed, "fonts.tar.br", Path.Combine(unfinished, "fonts"), cancellationToken);
        await ExtractAsync(packed, "swiftshader.tar.br", unfinished, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(unfinished, "fonts", "fonts.conf"), FontConfiguration, cancellationToken);
        Directory.Move(unfinished, Folder);
    }

    private static async Task ExtractAsync(string packed, string name, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await using var tar = Open(packed, name);
        await TarFile.ExtractToDirectoryAsync(tar, folder, overwriteFiles: true, cancellationToken);
    }

    private static BrotliStream Open(string packed, string name) => new(File.OpenRead(Path.Combine(packed, name)), CompressionMode.Decompress);
}
