using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace FlowOptics.GraphApi.Tests;

/// <summary>The real service in a process of its own, on a free port, without a broker; gone when disposed.</summary>
internal sealed class GraphApiProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _output = new();

    public GraphApiProcess(string dataFolder, string bucketFolder, params IReadOnlyCollection<(string Name, string Value)> settings)
    {
        var port = FreePort.Find();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FlowOptics.GraphApi.dll")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = dataFolder,
        };
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["ConnectionStrings__mqtt"] = "mqtt://127.0.0.1:1";
        start.Environment["FlowOptics__Data"] = dataFolder;
        start.Environment["FlowOptics__Bucket"] = bucketFolder;
        foreach (var (name, value) in settings) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Deadline };
    }

    public HttpClient Client { get; }

    /// <summary>Its working set.</summary>
    public long Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 >> 20;
        }
    }

    public string Output => string.Join('\n', _output);

    /// <summary>Asks until the answer is as wanted.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> wanted)
    {
        var answer = default(JsonElement);
        var last = "no answer";
        await Eventually.TrueAsync(
            async () =>
            {
                if (_process.HasExited) throw new InvalidOperationException($"GraphApi ended with {_process.ExitCode}:\n{Output}");
                try
                {
                    answer = await Client.GetFromJsonAsync<JsonElement>(path);
                    last = answer.GetRawText();
                    return wanted(answer);
                }
                catch (HttpRequestException exception)
                {
                    last = exception.Message;
                    return false;
                }
            },
            () => $"{path} was not as wanted; last: {last[..Math.Min(last.Length, 2000)]}\n{Output}",
            (int)Deadline.TotalSeconds);
        return answer;
    }

    public void Kill()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
        Client.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null) _output.Enqueue(line);
    }
}
