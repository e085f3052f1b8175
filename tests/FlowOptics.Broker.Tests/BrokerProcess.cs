using System.Diagnostics;
using System.Globalization;
using FlowOptics.Mqtt;

namespace FlowOptics.Broker.Tests;

/// <summary>The built broker as a process of its own; gone when disposed.</summary>
internal sealed class BrokerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private BrokerProcess(Process process, int port, int httpPort)
    {
        _process = process;
        Port = port;
        HttpPort = httpPort;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Port { get; }

    public int HttpPort { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts it, without waiting for it to be ready: clients try until it is.</summary>
    /// <param name="through">A command that runs it in its own place, with arguments.</param>
    public static BrokerProcess Start(string? data, int? port = null, IReadOnlyDictionary<string, string>? environment = null, params string[] through)
    {
        var (mqtt, http) = (port ?? FreePort.Find(), FreePort.Find());
        string[] command = [.. through, Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "FlowOptics.Broker.exe" : "FlowOptics.Broker")];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["FlowOptics__Broker__Port"] = mqtt.ToString(CultureInfo.InvariantCulture);
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{http}";
        start.Environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        if (data is not null) start.Environment["FlowOptics__Data"] = data;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal)) start.Environment[name] = value;
        return new BrokerProcess(Process.Start(start)!, mqtt, http);
    }

    public MqttClientOptions Options(string clientId) => MqttClientOptions.Parse($"mqtt://127.0.0.1:{Port}", clientId);

    public async Task<MqttClient> ConnectAsync(string clientId, Func<MqttClientOptions, MqttClientOptions>? configure = null)
    {
        var client = new MqttClient(configure is null ? Options(clientId) : configure(Options(clientId)));
        client.Start();
        await client.WaitConnectedAsync(Deadline.Far);
        return client;
    }

    /// <summary>SIGKILL: nothing of it runs any more when this completes.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task<(int ExitCode, string Output, string Errors)> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(Deadline.Far);
        return (_process.ExitCode, await _output, await _errors);
    }

    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
