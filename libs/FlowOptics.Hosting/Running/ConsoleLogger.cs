using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running;

/// <summary>A logger that writes to a resource's console, in the form of .NET's own.</summary>
internal sealed class ConsoleLogger(ConsoleLog log, SecretMask secrets) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = formatter(state, exception);
        log.Append(secrets.Mask($"{Name(logLevel)}: {text}{(exception is null ? "" : $" {exception.Message}")}"), isError: logLevel >= LogLevel.Error);
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
