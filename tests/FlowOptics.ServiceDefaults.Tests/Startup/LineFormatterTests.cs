using FlowOptics.ServiceDefaults.Startup;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace FlowOptics.ServiceDefaults.Tests.Startup;

public sealed class LineFormatterTests
{
    [Fact]
    public void A_message_is_one_line_whatever_it_quotes()
    {
        Assert.Equal("info: Sample[3] key 'a b' refused\n", Format(LogLevel.Information, "key 'a\nb' refused", null));
    }

    [Fact]
    public void An_exception_follows_indented()
    {
        Assert.Equal("fail: Sample[3] no\n      System.IO.IOException: disk full\n", Format(LogLevel.Error, "no", new IOException("disk full")));
    }

    [Fact]
    public void A_failure_that_is_told_in_one_sentence_at_the_end_is_not_told_before()
    {
        Assert.Equal("", Format(LogLevel.Error, "Hosting failed to start", new ServiceConfigurationException("X is missing")));
    }

    private static string Format(LogLevel level, string message, Exception? exception)
    {
        var formatter = new LineFormatter(new FixedOptions(), TimeProvider.System);
        using var text = new StringWriter { NewLine = "\n" };
        formatter.Write(new LogEntry<string>(level, "Sample", 3, message, exception, (state, _) => state), null, text);
        return text.ToString();
    }

    private sealed class FixedOptions : IOptionsMonitor<ConsoleFormatterOptions>
    {
        public ConsoleFormatterOptions CurrentValue { get; } = new();

        public ConsoleFormatterOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<ConsoleFormatterOptions, string?> listener) => null;
    }
}
