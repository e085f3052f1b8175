using System.Diagnostics;
using System.Globalization;

namespace FlowOptics.Ingestor.Tests.Sources.Firehose;

/// <summary>The built Ingestor as a process that can be killed; gone when disposed.</summary>
internal sealed class IngestorProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private IngestorProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Completes when it answers.</summary>
    public static async Task<IngestorProcess> StartAsync(int port, int broker, string bucket, string data, (string Key, string Value) setting)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "FlowOptics.Ingestor.exe" : "FlowOptics.Ingestor"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        start.Environment["ConnectionStrings__mqtt"] = string.Create(CultureInfo.InvariantCulture, $"mqtt://127.0.0.1:{broker}");
        start.Environment["FlowOptics__Bucket"] = bucket;
        start.Environment["FlowOptics__Data"] = data;
        start.Environment[setting.Key.Replace(":", "__", StringComparison.Ordinal)] = setting.Value;
        start.Environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        var ingestor = new IngestorProcess(Process.Start(start)!);
        using var http = new HttpClient();
        await Eventually.TrueAsync(async () =>
        {
            if (ingestor._process.HasExited) Assert.Fail($"the Ingestor ended: {await ingestor._output} {await ingestor._errors}");
            try
            {
                return (await http.GetAsync(new Uri($"http://127.0.0.1:{port}/alive"), TestContext.Current.CancellationToken)).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, "the Ingestor answers");
        return ingestor;
    }

    /// <summary>SIGKILL: nothing of it runs any more when this completes.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }
}
