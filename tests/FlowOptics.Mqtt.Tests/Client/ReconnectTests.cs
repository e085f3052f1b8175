using FlowOptics.Mqtt.Tests.Conformance;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Mqtt.Tests.Client;

public sealed class ReconnectTests
{
    private const int Connected = 1101;
    private const int NotConnected = 1102;

    [Fact]
    public async Task A_failed_connection_is_logged_once_a_cause_and_once_when_it_is_mended()
    {
        var log = new EventLog();
        await using var server = new FakeServer(logger: log);
        foreach (var code in new[] { "88", "88", "97", "88", "97" })
        {
            await server.AcceptWireAsync();
            await server.SendAsync($"20 [ 00 {code} ( ) ]");
            await server.ExpectAsync("closed");
        }

        await server.AcceptAsync();
        Assert.Equal([NotConnected, NotConnected, Connected], log.Events);
        await server.DropAsync();
        await server.AcceptAsync();
        Assert.Equal([NotConnected, NotConnected, Connected, NotConnected, Connected], log.Events);
    }

    private sealed class EventLog : ILogger<MqttClient>
    {
        private readonly List<int> _events = [];

        public int[] Events
        {
            get
            {
                lock (_events) return [.. _events];
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_events) _events.Add(eventId.Id);
        }
    }
}
