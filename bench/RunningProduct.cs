using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace FlowOptics.Bench;

/// <summary>The product as a user runs it: AppHost's built binary with all its services, on free ports and a data folder of its own.</summary>
internal sealed class RunningProduct : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(2);

    private readonly Process _appHost;
    private readonly HttpClient _http;
    private readonly HttpClient _dashboard;
    private readonly List<string> _output;

    private RunningProduct(Process appHost, HttpClient http, HttpClient dashboard, List<string> output)
    {
        _appHost = appHost;
        _http = http;
        _dashboard = dashboard;
        _output = output;
    }

    /// <summary>Where its page is.</summary>
    public Uri Page => _http.BaseAddress!;

    /// <summary>How long it took from the start of AppHost's binary until Web and GraphApi were healthy.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <param name="settings">Environment variables for all services, e.g. <c>FlowOptics__Format</c>.</param>
    public static async Task<RunningProduct> StartAsync(string dataFolder, string[] options, params (string Name, string Value)[] settings)
    {
        var (port, dashboardPort) = (FreePort.Find(), FreePort.Find());
        var binary = Path.Combine(RepositoryRoot(), "AppHost", "bin", Configuration(), "net10.0", "FlowOptics.AppHost.dll");
        if (!File.Exists(binary)) throw new FileNotFoundException($"{binary} is not built; run: dotnet build -c {Configuration()} AppHost");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = RepositoryRoot() };
        string[] all =
        [
            binary, "--data", dataFolder, "--port", Text(port), "--dashboard-port", Text(dashboardPort), "--broker-port", Text(FreePort.Find()), .. options,
        ];
        foreach (var argument in all) start.ArgumentList.Add(argument);
        foreach (var (name, value) in settings) start.Environment[name] = value;

        var clock = Stopwatch.StartNew();
        var output = new List<string>();
        var process = Process.Start(start)!;
        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (output) output.Add(line.Data ?? "");
        }

        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(10) };
        var dashboard = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{dashboardPort}") };
        var product = new RunningProduct(process, http, dashboard, output);
        await product.UntilAsync("healthy", StartDeadline, async () => await product.MetaAsync().ConfigureAwait(false) is not null).ConfigureAwait(false);
        product.StartTime = clock.Elapsed;
        return product;
    }

    /// <summary>GraphApi's own account of itself, or null while it does not answer.</summary>
    public async Task<JsonElement?> MetaAsync()
    {
        try
        {
            using var response = await _http.GetAsync("/api/v1/meta").ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) return null;
            using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync().ConfigureAwait(false));
            return document.RootElement.Clone();
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Records in the live window.</summary>
    public async Task<long> LiveFlowsAsync() => await MetaAsync().ConfigureAwait(false) is { } meta ? meta.GetProperty("live").GetProperty("flows").GetInt64() : 0;

    /// <summary>Records in the lake.</summary>
    public async Task<long> ImportedAsync() => await MetaAsync().ConfigureAwait(false) is { } meta ? meta.GetProperty("import").GetProperty("records").GetInt64() : 0;

    public async Task UntilAsync(string what, TimeSpan deadline, Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition().ConfigureAwait(false))
        {
            if (clock.Elapsed > deadline || _appHost.HasExited)
            {
                lock (_output) Console.Error.WriteLine(string.Join('\n', _output.TakeLast(40)));
                throw new TimeoutException($"the product was not {what} within {deadline.TotalSeconds:0} s");
            }

            await Task.Delay(100).ConfigureAwait(false);
        }
    }

    /// <summary>AppHost and all its descendants.</summary>
    public IReadOnlyList<ProcessStat> Processes()
    {
        var parents = Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _))
            .Select(name => ProcessStat.Read(int.Parse(name!, CultureInfo.InvariantCulture))).OfType<ProcessStat>().ToDictionary(stat => stat.Pid);
        bool IsOurs(ProcessStat stat) => stat.Pid == _appHost.Id || (parents.TryGetValue(stat.Parent, out var parent) && IsOurs(parent));
        return [.. parents.Values.Where(IsOurs)];
    }

    /// <summary>Percent of one core that all processes take together, or the one of this name (as <see cref="ProcessStat.Name"/>).</summary>
    public async Task<double> CpuPercentAsync(TimeSpan watch, string? name = null)
    {
        double Cpu() => Processes().Where(process => name is null || process.Name == name).Sum(process => process.CpuSeconds);
        var before = Cpu();
        var clock = Stopwatch.StartNew();
        await Task.Delay(watch).ConfigureAwait(false);
        return (Cpu() - before) / clock.Elapsed.TotalSeconds * 100;
    }

    /// <summary>Whether all that AppHost started runs and is healthy; the product must run with <c>--dashboard-open</c>.</summary>
    public async Task<bool> AreAllHealthyAsync()
    {
        return (await ResourcesAsync().ConfigureAwait(false)).All(resource =>
            resource.GetProperty("state").GetString() == "Running" && resource.GetProperty("health").GetString() is null or "healthy");
    }

    /// <summary>Whether the dashboard shows it as ended by SIGKILL; the product must run with <c>--dashboard-open</c>.</summary>
    public async Task<bool> IsShownAsKilledAsync(string name)
    {
        const int Killed = 128 + 9;
        var resource = await ResourceAsync(name).ConfigureAwait(false);
        return resource.GetProperty("state").GetString() == "Exited" && resource.GetProperty("exitCode").GetInt32() == Killed;
    }

    /// <summary>SIGKILL.</summary>
    /// <param name="service">As <see cref="ProcessStat.Name"/>: Broker, GraphApi, …</param>
    public void Kill(string service)
    {
        using var process = Process.GetProcessById(Processes().Single(one => one.Name == service).Pid);
        process.Kill();
    }

    /// <summary>The dashboard's button "Start"; the product must run with <c>--dashboard-open</c>.</summary>
    public async Task StartResourceAsync(string name)
    {
        var id = (await ResourceAsync(name).ConfigureAwait(false)).GetProperty("id").GetString();
        using var answer = await _dashboard.PostAsync($"/api/resources/{id}/start", content: null).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_appHost.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", Text(_appHost.Id)]);
            await kill.WaitForExitAsync().ConfigureAwait(false);
            await _appHost.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(false);
        }

        _appHost.Dispose();
        _http.Dispose();
        _dashboard.Dispose();
    }

    private async Task<JsonElement> ResourceAsync(string name) =>
        (await ResourcesAsync().ConfigureAwait(false)).Single(resource => resource.GetProperty("name").GetString() == name);

    private async Task<IEnumerable<JsonElement>> ResourcesAsync() =>
        JsonElement.Parse(await _dashboard.GetByteArrayAsync("/api/resources").ConfigureAwait(false)).EnumerateArray();

    private static string Configuration() => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FlowOptics.Aspire.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("run the benchmark from a checkout of FlowOptics");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
