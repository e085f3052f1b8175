using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace FlowOptics.EndToEnd.Product;

/// <summary>The product as a user runs it: AppHost's built binary, on free ports, with a data folder that the test gives.</summary>
internal sealed class RunningProduct : IAsyncDisposable
{
    private const string LoginLink = "/login?t=";

    private readonly Process _appHost;
    private readonly string _dataFolder;
    private readonly ConcurrentQueue<string> _output = new();

    private RunningProduct(Process appHost, string dataFolder, int port, int dashboardPort, int cloudPort)
    {
        Cloud = new Uri($"http://127.0.0.1:{cloudPort.ToString(CultureInfo.InvariantCulture)}");
        _appHost = appHost;
        _dataFolder = dataFolder;
        Page = new Uri($"http://localhost:{port.ToString(CultureInfo.InvariantCulture)}");
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"), Timeout = Deadline.Longest };
        Dashboard = new DashboardClient(dashboardPort, () => DashboardToken);
        appHost.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        appHost.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        appHost.BeginOutputReadLine();
        appHost.BeginErrorReadLine();
    }

    public Uri Page { get; }

    /// <summary>What answers as AWS, with <c>--cloud emulated</c>.</summary>
    public Uri Cloud { get; }

    public HttpClient Client { get; }

    public DashboardClient Dashboard { get; }

    /// <summary>What the dashboard asks for before it shows or does anything: from the link that AppHost prints; null before it has.</summary>
    public string? DashboardToken => _output.Select(line => line.Split(LoginLink)).FirstOrDefault(parts => parts.Length == 2)?[1].Trim();

    public int Pid => _appHost.Id;

    /// <summary>How long the start took, from the process to all resources healthy.</summary>
    public TimeSpan StartTime { get; private set; }

    public string Output => string.Join('\n', _output);

    public static Task<RunningProduct> StartAsync(string dataFolder, params string[] options) => StartAsync(dataFolder, [], options);

    /// <param name="settings">Environment variables for all services, e.g. <c>FlowOptics__Format</c>.</param>
    public static async Task<RunningProduct> StartAsync(string dataFolder, (string Name, string Value)[] settings, params string[] options)
    {
        var (port, dashboardPort, brokerPort, cloudPort) = (FreePort.Find(), FreePort.Find(), FreePort.Find(), FreePort.Find());
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
        };
        string[] arguments =
        [
            Repository.AppHost, "--data", dataFolder, "--port", Text(port), "--dashboard-port", Text(dashboardPort), "--broker-port", Text(brokerPort), "--cloud-port", Text(cloudPort),
            .. options,
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // The test runner's own settings are not the product's.
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || key.StartsWith("OTEL_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in settings) start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        var product = new RunningProduct(Process.Start(start)!, dataFolder, port, dashboardPort, cloudPort);
        try
        {
            await Deadline.ReachedAsync("all resources healthy", product.MissingHealthAsync);
        }
        catch (Exception)
        {
            await product.DisposeAsync();
            throw;
        }

        product.StartTime = clock.Elapsed;
        return product;
    }

    /// <summary>GraphApi's account of itself, through Web; null while it does not answer.</summary>
    public async Task<JsonElement?> MetaAsync()
    {
        try
        {
            using var answer = await Client.GetAsync("/api/v1/meta", TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode ? JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Records in the live window; 0 while nobody answers.</summary>
    public async Task<long> LiveFlowsAsync() => await MetaAsync() is { } meta ? meta.GetProperty("live").GetProperty("flows").GetInt64() : 0;

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(path, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"GET {path}: {(int)answer.StatusCode} {body}");
        return JsonElement.Parse(body);
    }

    /// <summary>AppHost and everything that it started, directly or not.</summary>
    public IReadOnlyList<RunningProcess> Processes() => ProcessTable.Of(_dataFolder);

    /// <summary>The process of a service: "ingestor", "broker".</summary>
    public RunningProcess Service(string name) => FindService(name) ?? throw new InvalidOperationException($"No process of {name} runs: {string.Join(", ", Processes())}");

    /// <summary>The process of a service; null while it has none.</summary>
    public RunningProcess? FindService(string name) =>
        Processes().SingleOrDefault(process => process.Pid != Pid && process.Command.Contains($"FlowOptics.{name}", StringComparison.OrdinalIgnoreCase));

    /// <summary>Ctrl+C, as the user ends it.</summary>
    public async Task StopAsync()
    {
        var all = Processes();
        ProcessTable.Signal(Pid, ProcessTable.Interrupt);
        await EndedAsync(all, "after Ctrl+C");
    }

    /// <summary>SIGKILL: AppHost has no chance to end its children.</summary>
    public async Task KillAsync()
    {
        var all = Processes();
        ProcessTable.Signal(Pid, ProcessTable.Kill);
        await EndedAsync(all, "after AppHost was killed");
    }

    public async ValueTask DisposeAsync()
    {
        // Where a test failed; one that passed has left nothing here.
        foreach (var process in Processes())
        {
            if (ProcessTable.Exists(process.Pid)) ProcessTable.Signal(process.Pid, ProcessTable.Kill);
        }

        await _appHost.WaitForExitAsync(CancellationToken.None);
        if (TestContext.Current.TestState?.Result == TestResult.Failed) TestContext.Current.SendDiagnosticMessage(Output);
        _appHost.Dispose();
        Client.Dispose();
        Dashboard.Dispose();
    }

    /// <param name="known">Those that ran: one that is ending has neither command line nor environment any more, and is there still.</param>
    private async Task EndedAsync(IReadOnlyList<RunningProcess> known, string when)
    {
        await Deadline.ReachedAsync($"no process left {when}", () =>
        {
            var left = known.Where(process => ProcessTable.Exists(process.Pid)).Union(Processes()).ToList();
            return Task.FromResult(left.Count == 0 ? null : $"left: {string.Join(", ", left)}");
        });
        await _appHost.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string?> MissingHealthAsync()
    {
        if (_appHost.HasExited) Assert.Fail($"AppHost ended with code {_appHost.ExitCode}:\n{Output}");
        var unhealthy = await Dashboard.UnhealthyAsync();
        return unhealthy ?? (await MetaAsync() is null ? "no /api/v1/meta" : null);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
