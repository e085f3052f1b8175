using System.Diagnostics;

namespace FlowOptics.Mqtt.Tests;

/// <summary>A program that talks to us; ended when disposed.</summary>
internal sealed class Tool : IAsyncDisposable
{
    private readonly Process _process;

    private Tool(Process process)
    {
        _process = process;
        Output = process.StandardOutput.ReadToEndAsync();
        Errors = process.StandardError.ReadToEndAsync();
    }

    public Task<string> Output { get; }

    public Task<string> Errors { get; }

    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>Where a program is; null where it is not installed.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public static string Mosquitto(string name)
    {
        var path = Find(name);
        Assert.SkipUnless(path is not null, $"{name} is not installed: it is a peer of this test only (Debian packages mosquitto and mosquitto-clients)");
        return path!;
    }

    public static Tool Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = RepositoryRoot,
        };
        return new Tool(Process.Start(start)!);
    }

    /// <summary>What it wrote, when it has ended well.</summary>
    public async Task<string> EndAsync()
    {
        await _process.WaitForExitAsync(Clients.Deadline);
        Assert.True(_process.ExitCode == 0, $"exit code {_process.ExitCode}: {await Errors}");
        return await Output;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FlowOptics.Aspire.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests run outside the repository");
    }
}
