using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace FlowOptics.ServiceDefaults.Startup;

/// <summary>Log messages on the console as people read them, alone or through AppHost.</summary>
internal static class ConsoleLogging
{
    private static readonly Dictionary<string, string?> DefaultLevels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Logging:LogLevel:Default"] = nameof(LogLevel.Information),
        // Two lines for each request and each poll of /health hide what matters.
        ["Logging:LogLevel:Microsoft.AspNetCore"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:System.Net.Http"] = nameof(LogLevel.Warning),
        // A check that is not healthy yet is in /health's answer, and AppHost shows it; as an error in the log it looks like a fault at every start.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = nameof(LogLevel.None),
        // AppHost and systemd say when a service starts and ends; "Now listening on" is worth a line all the same.
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = nameof(LogLevel.Information),
    };

    public static void AddConsoleLogging(this IHostApplicationBuilder builder)
    {
        // First in the list is weakest: appsettings.json and the environment say otherwise where they want to.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = DefaultLevels });
        builder.Logging.AddConsole(options => options.FormatterName = LineFormatter.FormatterName);
        builder.Logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>(options =>
        {
            // Whoever reads a pipe (AppHost, Docker, journald) stamps the lines itself.
            options.TimestampFormat = Console.IsOutputRedirected ? null : "HH:mm:ss.fff ";
        });
    }
}
