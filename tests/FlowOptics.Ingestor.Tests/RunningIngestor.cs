using FlowOptics.Ingestor.Sources.Firehose;
using FlowOptics.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Ingestor.Tests;

/// <summary>Ingestor as its Program.cs builds it, on a bucket and a state folder of the test's own.</summary>
internal sealed class RunningIngestor : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningIngestor(WebApplication app) => _app = app;

    public async Task<HealthStatus> SourceHealthAsync() =>
        (await _app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["source"].Status;

    public ServiceStatus Status => _app.Services.GetRequiredService<ServiceStatus>();

    public Uri Address => new(_app.Urls.Single());

    public CollectedLogs Logs { get; private init; } = new();

    public long Counter(string name) => Status.Counters.GetValueOrDefault(name);

    public static async Task<RunningIngestor> StartAsync(string bucket, string data, int port, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:mqtt"] = $"mqtt://127.0.0.1:{port}",
            ["FlowOptics:Bucket"] = bucket,
            ["FlowOptics:Data"] = data,
            ["urls"] = "http://127.0.0.1:0",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddServiceDefaults();
        builder.AddMqttClient("ingestor", IngestorOptions.Connect);
        builder.AddIngestor();
        var logs = new CollectedLogs();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(logs);
        var app = builder.Build();
        app.MapFirehose();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app) { Logs = logs };
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    internal sealed class CollectedLogs : ILoggerProvider, ILogger
    {
        private readonly List<string> _lines = [];

        public string[] Lines
        {
            get
            {
                lock (_lines) return [.. _lines];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines) _lines.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
