using System.Diagnostics;
using System.Globalization;

namespace FlowOptics.Deploy.Tests.Images;

/// <summary>A service, published into a folder of its own as it is into an image, and run as a task runs it.</summary>
internal sealed class PublishedService : IDisposable
{
    private const string Nobody = "65534";

    private readonly string _folder = Directory.CreateTempSubdirectory("flowoptics-image-").FullName;
    private readonly string _project;
    private readonly int _port = FreePort.Find();
    private readonly HttpClient _http = new();

    private PublishedService(string project) => _project = project;

    public long Bytes => Directory.EnumerateFiles(App, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

    public string App => Path.Join(_folder, "app");

    private string Data => Path.Join(_folder, "data");

    public static async Task<PublishedService> PublishAsync(string project)
    {
        var service = new PublishedService(project);
        // What CI has built already: only the files are put together.
        var (exitCode, output) = await EndAsync(Prepare(
            "dotnet", "publish", Repository.PathOf(project), "--no-build", "--nologo", "--configuration", BuildConfiguration(), "--output", service.App, "-p:UseSharedCompilation=false", "-nodeReuse:false"));
        Assert.True(exitCode == 0, output);
        Directory.CreateDirectory(service.Data);
        Directory.CreateDirectory(Path.Join(service.Data, "bucket"));
        Assert.Equal(0, (await EndAsync(Prepare("chmod", "a+rx", service._folder))).ExitCode);
        Assert.Equal(0, (await EndAsync(Prepare("chmod", "-R", "a-w,a+rX", service.App))).ExitCode);
        return service;
    }

    public async Task<int> RunAsync(string verb, bool asNobody) => (await EndAsync(Command(asNobody, Path.Join(App, $"FlowOptics.{_project}"), verb))).ExitCode;

    /// <summary>Whether the service's user may write beside its program.</summary>
    public async Task<int> TryWriteAsync() => (await EndAsync(Command(asNobody: true, "touch", Path.Join(App, "written")))).ExitCode;

    public RunningService Start() => new(Process.Start(Command(asNobody: true, Path.Join(App, $"FlowOptics.{_project}")))!);

    public async Task<bool> AnswersAsync()
    {
        try
        {
            return (await _http.GetAsync(new Uri($"http://127.0.0.1:{_port}/alive"), TestContext.Current.CancellationToken)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        using var writable = Process.Start(Prepare("chmod", "-R", "u+w", _folder))!;
        writable.WaitForExit();
        Directory.Delete(_folder, recursive: true);
    }

    // bin/Debug/net10.0 or bin/Release/net10.0
    private static string BuildConfiguration() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static ProcessStartInfo Prepare(string command, params string[] arguments) => new(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };

    private static async Task<(int ExitCode, string Output)> EndAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await errors);
    }

    private ProcessStartInfo Command(bool asNobody, string command, params string[] arguments)
    {
        var start = asNobody && Environment.IsPrivilegedProcess ? Prepare("/usr/bin/setpriv", ["--reuid", Nobody, "--regid", Nobody, "--clear-groups", "--no-new-privs", command, .. arguments]) : Prepare(command, arguments);
        // As the task definition has it.
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
        [
            ("ASPNETCORE_URLS", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}")), ("DOTNET_EnableDiagnostics", "0"), ("TMPDIR", Path.Join(Data, "tmp")), ("FlowOptics__Data", Data), ("HOME", "/nonexistent"),
            ("FlowOptics__Broker__Port", "0"), ("FlowOptics__Geo__TableFolder", Path.Join(Data, "geo")), ("FlowOptics__Bucket", Path.Join(Data, "bucket")), ("ConnectionStrings__mqtt", "mqtt://127.0.0.1:9"), ("OTEL_SDK_DISABLED", "true"),
            ("DOTNET_ROOT", Path.GetDirectoryName(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : RuntimeRoot()) ?? ""),
        ])
        {
            start.Environment[name] = value;
        }

        return start;
    }

    // …/shared/Microsoft.NETCore.App/10.0.0/ → …/dotnet
    private static string RuntimeRoot() => Path.Join(new DirectoryInfo(Path.GetDirectoryName(typeof(object).Assembly.Location)!).Parent!.Parent!.Parent!.FullName, "dotnet");
}
