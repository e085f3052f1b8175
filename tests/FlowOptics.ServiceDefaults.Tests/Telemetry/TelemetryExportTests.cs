using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FlowOptics.ServiceDefaults.Tests.Telemetry;

/// <summary>A service that exports to a real server, which keeps what it gets.</summary>
public sealed class TelemetryExportTests
{
    private readonly ConcurrentBag<(string Path, string? Key, string Body)> _received = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Traces_metrics_and_logs_go_to_the_endpoint_with_name_instance_and_key()
    {
        await using var collector = await CollectorAsync();
        await using (var service = await ExportingServiceAsync(collector))
        {
            await service.Client.GetStringAsync("/orders/17", Cancel);
            await service.Client.GetStringAsync("/health", Cancel);
            await service.Client.GetStringAsync("/alive", Cancel);
            var log = service.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Sample");
            log.LogInformation("a line for the collector");
        }

        // The end of the service flushes, so all has come.
        Assert.Contains(_received, export => export.Path == "/v1/traces" && export.Body.Contains("/orders/{id}", StringComparison.Ordinal));
        Assert.Contains(_received, export => HasServerSpan(export, "/orders/17"));
        Assert.Contains(_received, export => export.Path == "/v1/metrics" && export.Body.Contains("http.server.request.duration", StringComparison.Ordinal));
        Assert.Contains(_received, export => export.Path == "/v1/metrics" && export.Body.Contains("dotnet.gc", StringComparison.Ordinal));
        Assert.Contains(_received, export => export.Path == "/v1/logs" && export.Body.Contains("a line for the collector", StringComparison.Ordinal));
        Assert.All(_received, export =>
        {
            Assert.Equal("secret", export.Key);
            Assert.Contains("sample-service", export.Body, StringComparison.Ordinal);
            Assert.Contains("instance-7", export.Body, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Polls_of_health_make_no_trace()
    {
        await using var collector = await CollectorAsync();
        await using (var service = await ExportingServiceAsync(collector))
        {
            await service.Client.GetStringAsync("/health", Cancel);
            await service.Client.GetStringAsync("/alive", Cancel);
        }

        Assert.DoesNotContain(_received, export => HasServerSpan(export, "/health") || HasServerSpan(export, "/alive"));
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_listens()
    {
        await using var service = await TestService.StartAsync();

        Assert.DoesNotContain(service.Services.GetServices<IHostedService>(), hosted => hosted.GetType().Name == "TelemetryExport");
        Assert.DoesNotContain(service.Services.GetServices<ILoggerProvider>(), provider => provider.GetType().Namespace!.StartsWith("OpenTelemetry", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_collector_that_is_gone_does_not_hold_the_service_back_from_ending()
    {
        var service = await TestService.StartAsync(Settings("http://127.0.0.1:9"));
        await service.Client.GetStringAsync("/health", Cancel);

        await service.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    // Sources are the process's: spans of other tests' servers and clients are in the traces too. Only a server's has url.path, as a protobuf KeyValue:
    // "url.path", then field 2 (0x12), a message whose field 1 (0x0A) is the text.
    private static bool HasServerSpan((string Path, string? Key, string Body) export, string path) =>
        export.Path == "/v1/traces" && export.Body.Contains($"url.path\x12{(char)(path.Length + 2)}\n{(char)path.Length}{path}", StringComparison.Ordinal);

    private static Dictionary<string, string?> Settings(string endpoint) => new(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-otlp-api-key=secret",
        ["OTEL_SERVICE_NAME"] = "sample-service",
        ["OTEL_RESOURCE_ATTRIBUTES"] = "service.instance.id=instance-7",
        ["OTEL_TRACES_SAMPLER"] = "always_on",
    };

    private static Task<TestService> ExportingServiceAsync(TestService collector) => TestService.StartAsync(
        Settings(collector.Client.BaseAddress!.ToString()), map: app => app.MapGet("/orders/{id}", (string id) => id));

    private Task<TestService> CollectorAsync() => TestService.StartAsync(map: app => app.MapPost("/v1/{signal}", async (HttpRequest request) =>
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        _received.Add((request.Path, request.Headers["x-otlp-api-key"], Encoding.UTF8.GetString(body.ToArray())));
        return Results.Ok();
    }));
}
