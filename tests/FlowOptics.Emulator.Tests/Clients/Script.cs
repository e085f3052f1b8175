using System.Diagnostics;

namespace FlowOptics.Emulator.Tests.Clients;

/// <summary>Runs a program that talks to the emulator, with credentials and endpoint in its environment.</summary>
internal static class Script
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Runs a script of Scripts/ with AWS's SDK for JavaScript.</summary>
    public static async Task NodeAsync(string name, EmulatorProcess emulator)
    {
        Assert.SkipUnless(Find("node") is not null, "node is not installed: the SDK for JavaScript needs it");
        var script = Path.Combine(RepositoryFolder(), "tests", "FlowOptics.Emulator.Tests", "Scripts", name);
        var (code, output) = await RunAsync("node", [script], emulator);
        Assert.True(code == 0, $"{name} ended with {code}:\n{output}");
    }

    public static async Task<(int Code, string Output)> RunAsync(string program, IEnumerable<string> arguments, EmulatorProcess emulator, string? awsConfiguration = null)
    {
        var start = new ProcessStartInfo(Find(program) ?? program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // A person's own configuration must not decide a test.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in ((string, string)[])[
            ("AWS_ENDPOINT_URL", emulator.Url), ("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_REGION", "us-east-1"), ("AWS_DEFAULT_REGION", "us-east-1"),
            ("AWS_CONFIG_FILE", awsConfiguration ?? "/nonexistent"), ("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent"), ("AWS_EC2_METADATA_DISABLED", "true"), ("AWS_PAGER", ""), ("EMULATOR_PORT", $"{emulator.Port}")])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Longest);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} was not done after {Longest}");
        }

        return (process.ExitCode, await output + await errors);
    }

    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static string RepositoryFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FlowOptics.Aspire.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no repository around the tests");
        return folder;
    }
}
