using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard;

/// <summary>An answer of server-sent events, each one JSON value. A comment every 15 s shows both ends that the other is there.</summary>
internal sealed class EventStream(HttpContext context)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private readonly ArrayBufferWriter<byte> _buffer = new();

    private CancellationToken Cancelled => context.RequestAborted;

    public async Task StartAsync()
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        // So that the page knows that it is connected, though nothing may come for long.
        await SendAsync(":\n\n"u8.ToArray()).ConfigureAwait(false);
    }

    /// <param name="id">What the browser gives back when it connects again; null for none.</param>
    public Task SendAsync(string name, long? id, Action<Utf8JsonWriter> write)
    {
        _buffer.ResetWrittenCount();
        var head = id is null ? $"event: {name}\ndata: " : string.Create(CultureInfo.InvariantCulture, $"event: {name}\nid: {id}\ndata: ");
        _buffer.Write(Encoding.UTF8.GetBytes(head));
        using (var json = JsonAnswers.Writer(_buffer)) write(json);
        _buffer.Write("\n\n"u8);
        return SendAsync(_buffer.WrittenMemory);
    }

    /// <summary>Waits, and keeps the connection open meanwhile.</summary>
    public async Task WaitAsync(Task change)
    {
        while (true)
        {
            try
            {
                await change.WaitAsync(KeepAlive, Cancelled).ConfigureAwait(false);
                return;
            }
            catch (TimeoutException)
            {
                await SendAsync(":\n\n"u8.ToArray()).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Lets changes gather, so that a busy system makes few events and not many.</summary>
    public Task PauseAsync(TimeSpan pause) => Task.Delay(pause, Cancelled);

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await context.Response.Body.WriteAsync(bytes, Cancelled).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(Cancelled).ConfigureAwait(false);
    }
}
