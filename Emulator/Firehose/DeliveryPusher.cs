using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowOptics.Emulator.Firehose;

/// <summary>
/// Empties the streams: posts their requests to the endpoints, one at a time each, and again with growing pauses until they are taken.
/// </summary>
internal sealed class DeliveryPusher(DeliveryStreamStore streams, BackupObject backup, PusherOptions options, TimeProvider time,
    ILogger<DeliveryPusher> logger) : BackgroundService
{
    // https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html: three minutes.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // Not the factory's: it would try again by itself.
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2)
    })
    { Timeout = Longest };

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var all = new List<Task>();
        try
        {
            await foreach (var stream in streams.Opened.ReadAllAsync(stoppingToken)) all.Add(EmptyAsync(stream, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is not taken is in the streams' journals.
        }

        await Task.WhenAll(all);
    }

    private async Task EmptyAsync(DeliveryStream stream, CancellationToken stoppingToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, stream.Deleted);
        try
        {
            while (true)
            {
                var request = await stream.NextAsync(end.Token);
                await DeliverAsync(stream.Settings, request, end.Token);
                stream.Done(request.Id);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Stopped, or the stream is gone.
        }
    }

    private async Task DeliverAsync(DeliveryStreamSettings stream, DeliveryRequest request, CancellationToken cancellationToken)
    {
        var body = request.Body(stream.IsGzip);
        var pause = options.FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            var (taken, problem, isFinal) = await PostAsync(stream, request, body, cancellationToken);
            if (taken) return;
            EmulatorLog.NotTaken(logger, stream.Name, request.Id, attempt, problem);
            if (isFinal || time.GetUtcNow() - request.Cut >= stream.RetryTime)
            {
                // Without a bucket to put it into it would be lost: rather tried for ever.
                if (await backup.WriteAsync(stream, request, attempt, problem, cancellationToken)) return;
            }

            await Task.Delay((pause / 2) + (pause / 2 * Random.Shared.NextDouble()), time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<(bool Taken, string Problem, bool IsFinal)> PostAsync(DeliveryStreamSettings stream, DeliveryRequest request, byte[] body,
        CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, stream.Url) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (stream.IsGzip) message.Content.Headers.ContentEncoding.Add("gzip");
        message.Headers.Add("X-Amz-Firehose-Protocol-Version", "1.0");
        message.Headers.Add("X-Amz-Firehose-Request-Id", request.Id);
        message.Headers.Add("X-Amz-Firehose-Source-Arn", stream.Arn);
        message.Headers.UserAgent.ParseAdd("Amazon-Kinesis-Data-Firehose-Agent/1.0");
        if (stream.AccessKey is { } key) message.Headers.TryAddWithoutValidation("X-Amz-Firehose-Access-Key", key);
        if (stream.CommonAttributes.Count > 0) message.Headers.Add("X-Amz-Firehose-Common-Attributes", Attributes(stream));
        try
        {
            using var response = await _http.SendAsync(message, cancellationToken);
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK && IsAnswer(answer, request.Id)) return (true, "", false);
            var problem = response.StatusCode == HttpStatusCode.OK
                ? $"200 without requestId and timestamp of the request: {answer}"
                : $"{(int)response.StatusCode}: {answer}";
            return (false, problem, response.StatusCode == HttpStatusCode.RequestEntityTooLarge);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (false, e.Message, false);
        }
    }

    private static bool IsAnswer(string text, string requestId)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject answer && answer["requestId"]?.GetValueKind() == JsonValueKind.String
                && answer["requestId"]!.GetValue<string>() == requestId
                && answer["timestamp"]?.GetValueKind() == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Attributes(DeliveryStreamSettings stream)
    {
        var attributes = new JsonObject();
        foreach (var (name, value) in stream.CommonAttributes) attributes[name] = value;
        return new JsonObject { ["commonAttributes"] = attributes }.ToJsonString();
    }
}
