using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Aspire.Hosting.Output;
using Aspire.Hosting.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aspire.Hosting.Dashboard;

/// <summary>What a resource writes: live, and as a file.</summary>
internal sealed class ConsoleApi(ResourceRunners runners)
{
    private const int LinesPerEvent = 500;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/resources/{id}/console", Live);
        routes.MapGet("/api/resources/{id}/console.txt", Download);
    }

    /// <summary>The kept lines after <paramref name="after"/>, or after the one that a reconnecting browser saw last, and then each new one.</summary>
    private IResult Live(string id, HttpContext context, long after = 0)
    {
        if (runners.Find(id) is not { } runner) return TypedResults.NotFound($"There is no resource '{id}'.");
        if (long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen)) after = seen;
        return TypedResults.ServerSentEvents(LinesAsync(runner.Log, after, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<IEnumerable<ConsoleLineView>>> LinesAsync(
        ConsoleLog log, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await log.MoreAsync(after, cancellationToken).ConfigureAwait(false);
            var lines = log.After(after, LinesPerEvent);
            after = lines[^1].Number;
            yield return new SseItem<IEnumerable<ConsoleLineView>>(lines.Select(ConsoleLineView.Of), "lines")
            {
                EventId = after.ToString(CultureInfo.InvariantCulture),
            };
        }
    }

    private IResult Download(string id)
    {
        if (runners.Find(id) is not { } runner) return TypedResults.NotFound($"There is no resource '{id}'.");
        var text = new StringBuilder();
        foreach (var line in runner.Log.After(0))
            text.Append(CultureInfo.InvariantCulture, $"{line.Time:yyyy-MM-ddTHH:mm:ss.fffZ} {ConsoleLevel.WithoutColours(line.Text)}\n");
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/plain; charset=utf-8", $"{runner.Id}.log");
    }
}

/// <param name="T">Milliseconds since 1970. Short names: ten thousand lines go over at once.</param>
internal sealed record ConsoleLineView(long N, long T, bool E, string Text)
{
    public static ConsoleLineView Of(LogLine line) => new(line.Number, line.Time.ToUnixTimeMilliseconds(), line.IsError, line.Text);
}
