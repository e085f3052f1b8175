using System.Diagnostics;
using System.Text.Json;

namespace FlowOptics.Lake.Tests.Filters;

/// <summary>Trino's grammar, of dt-sql-parser (npm).</summary>
internal static class TrinoGrammar
{
    /// <summary>What is wrong with each statement; empty where nothing is.</summary>
    public static async Task<string[]> FaultsAsync(IReadOnlyCollection<string> statements)
    {
        var package = NpmPackage.Find("dt-sql-parser/package.json") ?? throw new InvalidOperationException("dt-sql-parser is missing: run npm ci");
        var start = new ProcessStartInfo("node")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Filters", "trino.mjs"), Path.GetDirectoryName(package)! },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(3));
        try
        {
            await node.StandardInput.WriteAsync(JsonSerializer.Serialize(statements).AsMemory(), deadline.Token);
            node.StandardInput.Close();
            var output = await node.StandardOutput.ReadToEndAsync(deadline.Token);
            await node.WaitForExitAsync(deadline.Token);
            Assert.Equal(0, node.ExitCode);
            return JsonSerializer.Deserialize<string[]>(output)!;
        }
        finally
        {
            if (!node.HasExited) node.Kill(entireProcessTree: true);
        }
    }
}
