using System.Diagnostics;

namespace Aspire.Hosting.Running.Containers;

/// <summary>Runs a program to its end, or to AppHost's.</summary>
internal static class CommandLine
{
    /// <param name="environment">On top of AppHost's own.</param>
    /// <param name="output">Called for each line that it writes; true for those on standard error.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment, Action<string, bool> output, CancellationToken cancellationToken)
    {
        var guard = OrphanGuard.ForThisMachine;
        var (file, guarded) = guard.Wrap(program, arguments);
        var info = new ProcessStartInfo(file, guarded)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = guard.NeedsInputPipe,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal)) info.Environment[name] = value;
        using var process = await ChildStarter.StartAsync(info).ConfigureAwait(false);
        try
        {
            await Task.WhenAll(
                ReadAsync(process.StandardOutput, isError: false, output, cancellationToken),
                ReadAsync(process.StandardError, isError: true, output, cancellationToken)).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task ReadAsync(StreamReader reader, bool isError, Action<string, bool> output, CancellationToken cancellationToken)
    {
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line) output(line, isError);
    }
}
