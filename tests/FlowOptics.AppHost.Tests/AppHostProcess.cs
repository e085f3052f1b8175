using System.Diagnostics;
using System.Globalization;

namespace FlowOptics.AppHost.Tests;

/// <summary>The built AppHost as a user runs it, with a data folder and ports of its own.</summary>
internal sealed class AppHostProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly List<string> _output = [];
    private readonly Process _process;

    private AppHostProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output) return string.Join('\n', _output);
        }
    }

    public static string NewDataFolder() => Directory.CreateTempSubdirectory("flowoptics-apphost-").FullName;

    public static string[] OwnPorts() =>
        ["--port", Text(FreePort.Find()), "--dashboard-port", Text(FreePort.Find()), "--broker-port", Text(FreePort.Find())];

    public static AppHostProcess Start(params string[] arguments) => Start(arguments, []);

    public static AppHostProcess Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        var info = Info(arguments);
        foreach (var (name, value) in environment) info.Environment[name] = value;
        var process = new AppHostProcess(Process.Start(info)!);
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(Info(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Waits until a text has appeared in its console.</summary>
    public Task UntilAsync(string text) => Eventually.TrueAsync(
        () => Output.Contains(text, StringComparison.Ordinal) || (_process.HasExited
            ? throw new InvalidOperationException($"AppHost ended with {_process.ExitCode}:\n{Output}")
            : false),
        () => $"no '{text}' in\n{Output}",
        (int)Patience.TotalSeconds);

    public void Kill() => _process.Kill();

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", Text(Id)]);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>The processes that it has started and that still run.</summary>
    public IReadOnlyList<int> Children() => [.. Directory.GetDirectories("/proc").Select(Path.GetFileName)
        .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(process => ParentOf(process) == Id)];

    public static bool IsAlive(int process) => ParentOf(process) is not null;

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static ProcessStartInfo Info(string[] arguments)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(Repository.Root, "AppHost", "bin", own.Parent!.Name, own.Name, "FlowOptics.AppHost");
        return new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
        };
    }

    // Null for one that is gone, or has ended and waits to be reaped.
    private static int? ParentOf(int process)
    {
        try
        {
            // 4711 (name) S 4242 …
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Keep(string? line)
    {
        lock (_output) _output.Add(line ?? "");
    }
}
