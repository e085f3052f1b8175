using FlowOptics.GraphApi.Apis;
using FlowOptics.GraphApi.Live;
using FlowOptics.GraphApi.Startup;
using FlowOptics.Lake;
using FlowOptics.Lake.Tests.Reference;
using FlowOptics.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.GraphApi.Tests.Apis;

/// <summary>The query API over a lake whose records are made while they are read, and never end: every question to history runs until it is ended.</summary>
internal sealed class SlowService : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LakeDatabase _lake;
    private readonly LiveWindow _window;
    private readonly WebApplication _app;

    private SlowService(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings).AddInMemoryCollection([new("FlowOptics:Data", _folder.Path), new("FlowOptics:Bucket", _folder.Path)]);
        builder.WebHost.UseUrls($"http://127.0.0.1:{FreePort.Find()}");
        var options = GraphApiOptions.From(builder.Configuration);
        _lake = LakeDatabase.Open(options.Lake, NullLogger.Instance);
        _window = new LiveWindow(options.Live, TimeProvider.System);
        MakeEndless(_lake);
        builder.Services.AddSingleton(options).AddSingleton(new SignInOptions()).AddSingleton(_lake).AddSingleton(_window).AddSingleton(TimeProvider.System).AddSingleton(new LiveFlowStore(_window, () => new Dictionary<string, InterfaceFacts>())).AddSingleton<DuckDbFlowStore>();
        builder.Services.AddQueries();
        builder.AddAnswerCompression();
        _app = builder.Build();
        _app.UseResponseCompression();
        _app.MapGraph();
        _app.MapGeo();
        _app.MapFlows();
        _app.MapGet("/endless", ([AsParameters] FlowsParameters parameters, QueryRunner runner, HttpContext context) => runner.DownloadAsync(context, "flows", parameters, _ => EndlessFile));
        Client = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
    }

    public HttpClient Client { get; }

    /// <summary>How many queries to history wait or run.</summary>
    public int Taken => _app.Services.GetRequiredService<QueryTurns>().History.Taken;

    /// <summary>Likewise, of downloads.</summary>
    public int Downloads => _app.Services.GetRequiredService<QueryTurns>().Downloads.Taken;

    // One line, and then nothing more.
    private static Download EndlessFile { get; } = new("text/csv", "endless.csv", async (_, stream, cancellationToken) =>
    {
        await stream.WriteAsync("one line\r\n"u8.ToArray(), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    });

    public static async Task<SlowService> StartAsync(params (string Key, string Value)[] settings)
    {
        var service = new SlowService(settings.ToDictionary(setting => "FlowOptics:" + setting.Key, setting => (string?)setting.Value, StringComparer.Ordinal));
        await service._app.StartAsync();
        service.Client.BaseAddress = new Uri(service._app.Urls.Single());
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _lake.Dispose();
        _folder.Dispose();
    }

    private static void MakeEndless(LakeDatabase lake)
    {
        using var connection = lake.Connect();
        using var columns = connection.Query("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'flows' ORDER BY column_index");
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 60;
        var select = string.Join(", ", columns.ToRows().Select(column => (string)column[0]! is "start_time" or "end_time"
            ? $"({now} + i % 2)::{column[1]} AS {column[0]}"
            : $"(i % 3)::{column[1]} AS {column[0]}"));
        connection.Execute($"DROP TABLE flows; CREATE VIEW flows AS SELECT {select} FROM range(1000000000000) AS numbers(i)");
    }
}
