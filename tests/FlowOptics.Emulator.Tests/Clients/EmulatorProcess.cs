using System.Diagnostics;
using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;

namespace FlowOptics.Emulator.Tests.Clients;

/// <summary>The built emulator as a process of its own; gone when disposed.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    public const string KnownKey = "AKIACONFIGURED";
    public const string KnownSecret = "its/secret+key";

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private EmulatorProcess(Process process, int port)
    {
        (_process, Port) = (process, port);
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    public static async Task<EmulatorProcess> StartAsync(string data, IReadOnlyDictionary<string, string>? environment = null)
    {
        var port = FreePort.Find();
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "FlowOptics.Emulator.exe" : "FlowOptics.Emulator"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["FlowOptics__Emulator__Port"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["FlowOptics__Data"] = data;
        start.Environment[$"FlowOptics__Emulator__Keys__{KnownKey}"] = KnownSecret;
        start.Environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal)) start.Environment[name] = value;
        var emulator = new EmulatorProcess(Process.Start(start)!, port);
        using var http = new HttpClient();
        await Eventually.TrueAsync(async () =>
        {
            if (emulator._process.HasExited) Assert.Fail($"the emulator ended: {await emulator._output} {await emulator._errors}");
            try
            {
                return (await http.GetAsync(new Uri(emulator.Url + "/alive"), TestContext.Current.CancellationToken)).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, "the emulator answers");
        return emulator;
    }

    public AmazonS3Client S3(string key = "test", string secret = "test", Action<AmazonS3Config>? configure = null)
    {
        var config = new AmazonS3Config { ServiceURL = Url, ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, Timeout = TimeSpan.FromSeconds(30) };
        configure?.Invoke(config);
        return new AmazonS3Client(new BasicAWSCredentials(key, secret), config);
    }

    /// <summary>SIGKILL: nothing of it runs any more when this completes.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
