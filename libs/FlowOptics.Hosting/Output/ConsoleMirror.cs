using System.Threading.Channels;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Output;

/// <summary>
/// Shows in AppHost's own console what the resources write, each line headed by the resource's name: all of it with
/// <see cref="DistributedApplicationOptions.EnableResourceLogging"/>, else only warnings and errors.
/// </summary>
internal sealed class ConsoleMirror : IHostedService
{
    // When the terminal does not keep up (Ctrl+S), old lines are dropped: a blocked terminal must not block the resources. They are on the dashboard.
    private const int Buffered = 2_000;

    private static readonly string[] Colours = ["36", "32", "33", "35", "34", "96", "92", "93", "95", "94"];

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(
        new BoundedChannelOptions(Buffered) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly bool _colours = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";
    private Task _writing = Task.CompletedTask;

    public ConsoleMirror(ResourceRunners runners, DistributedApplicationOptions options)
    {
        var width = runners.All.Select(runner => runner.Id.Length).DefaultIfEmpty(0).Max();
        for (var i = 0; i < runners.All.Count; i++)
        {
            var runner = runners.All[i];
            var name = runner.Id.PadRight(width);
            var head = _colours ? $"\e[{Colours[i % Colours.Length]}m{name}\e[0m | " : $"{name} | ";
            var level = new ConsoleLevel();
            runner.Log.Appended += line =>
            {
                var matters = level.Matters(line.Text, line.IsError);
                if (matters || options.EnableResourceLogging) _lines.Writer.TryWrite(head + (_colours ? line.Text : ConsoleLevel.WithoutColours(line.Text)));
            };
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = Task.Run(WriteAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _lines.Writer.TryComplete();
        return _writing;
    }

    private async Task WriteAsync()
    {
        await foreach (var line in _lines.Reader.ReadAllAsync().ConfigureAwait(false)) await Console.Out.WriteLineAsync(line).ConfigureAwait(false);
    }
}
