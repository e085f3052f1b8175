using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Ingestor.Tests.Sources.Firehose;

/// <summary>Stands before an Ingestor and does to its requests what is asked for, in turn; then passes on all others.</summary>
internal sealed class UnreliableEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private readonly Uri _target;

    private UnreliableEndpoint(WebApplication app, Uri target) => (_app, _target) = (app, target);

    public enum Fault
    {
        /// <summary>500, and the Ingestor hears nothing of it.</summary>
        Refuse,

        /// <summary>500 though the Ingestor has taken it.</summary>
        LoseAnswer,

        /// <summary>The Ingestor is killed while it has the request.</summary>
        Kill,
    }

    public ConcurrentQueue<Fault> Faults { get; } = new();

    /// <summary>Request ids in the order of their coming.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public Func<Task> Kill { get; set; } = () => Task.CompletedTask;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<UnreliableEndpoint> StartAsync(Uri target)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var endpoint = new UnreliableEndpoint(app, target);
        app.Run(endpoint.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue(context.Request.Headers["X-Amz-Firehose-Request-Id"].ToString());
        var fault = Faults.TryDequeue(out var next) ? next : (Fault?)null;
        if (fault == Fault.Refuse)
        {
            context.Response.StatusCode = 500;
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        using var message = new HttpRequestMessage(HttpMethod.Post, _target) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var (name, value) in context.Request.Headers)
        {
            if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)) message.Content.Headers.TryAddWithoutValidation(name, value.ToString());
            else if (name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase)) message.Headers.TryAddWithoutValidation(name, value.ToString());
        }

        try
        {
            var sending = _http.SendAsync(message);
            if (fault == Fault.Kill) await Kill();
            using var response = await sending;
            context.Response.StatusCode = fault is null ? (int)response.StatusCode : 500;
            if (fault is null) await context.Response.WriteAsync(await response.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException)
        {
            context.Response.StatusCode = 502;
        }
    }
}
