using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace FlowOptics.ServiceDefaults.Startup;

/// <summary>
/// One line a message, <c>info: FlowOptics.Web.Gateway.BrowserGateway[3] browsers see the broker again</c>; a stack trace follows indented.
/// </summary>
internal sealed class LineFormatter(IOptionsMonitor<ConsoleFormatterOptions> options, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "flowoptics";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        // The host logs why it could not start with a stack trace; StartupFailures says it in one sentence.
        if (logEntry.Exception is not null && StartupFailures.Sentence(logEntry.Exception) is not null) return;

        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (options.CurrentValue.TimestampFormat is { } format) textWriter.Write(time.GetLocalNow().ToString(format));
        textWriter.Write(Level(logEntry.LogLevel));
        textWriter.Write(": ");
        textWriter.Write(logEntry.Category);
        if (logEntry.EventId.Id != 0)
        {
            textWriter.Write('[');
            textWriter.Write(logEntry.EventId.Id);
            textWriter.Write(']');
        }

        textWriter.Write(' ');
        // A message may quote what came from outside: no line of its own making.
        textWriter.WriteLine(message.ReplaceLineEndings(" "));
        if (logEntry.Exception is not { } exception) return;

        foreach (var line in exception.ToString().EnumerateLines())
        {
            textWriter.Write("      ");
            textWriter.WriteLine(line);
        }
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        LogLevel.Critical => "crit",
        _ => "none",
    };
}
