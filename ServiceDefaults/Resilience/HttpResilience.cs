using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace FlowOptics.ServiceDefaults.Resilience;

/// <summary>
/// The pipelines that requests go through, one a host, so that one that is down does not hold back the others. The figures are those of
/// Microsoft.Extensions.Http.Resilience's standard handler, which this stands in for.
/// </summary>
internal sealed class HttpResilience(TimeProvider time)
{
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(string Host, bool Repeatable), ResiliencePipeline<HttpResponseMessage>> _pipelines = new();

    // Shared by the two pipelines of a host: a POST that fails is a sign for the GETs as well.
    private readonly ConcurrentDictionary<string, ResiliencePipeline<HttpResponseMessage>> _attempts = new(StringComparer.OrdinalIgnoreCase);

    public ResiliencePipeline<HttpResponseMessage> PipelineFor(HttpRequestMessage request) =>
        _pipelines.GetOrAdd((request.RequestUri?.Authority ?? "", MayRepeat(request)), Create);

    /// <summary>
    /// Only what the server sees no differently when it comes twice (RFC 9110, section 9.2.2) is sent again, and only with a body that can be
    /// read again.
    /// </summary>
    internal static bool MayRepeat(HttpRequestMessage request) =>
        (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || request.Method == HttpMethod.Options
            || request.Method == HttpMethod.Put || request.Method == HttpMethod.Delete || request.Method == HttpMethod.Trace)
        && request.Content is null or ByteArrayContent;

    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result: { } response } => response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
        _ => false,
    };

    private static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var delay = headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - now;
        return delay is null ? null : TimeSpan.FromTicks(Math.Clamp(delay.Value.Ticks, 0, LongestDelay.Ticks));
    }

    private ResiliencePipeline<HttpResponseMessage> Create((string Host, bool Repeatable) key)
    {
        var builder = Builder().AddTimeout(TotalTimeout);
        if (key.Repeatable)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 3,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(200),
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(IsTransient(arguments.Outcome)),
                DelayGenerator = arguments => ValueTask.FromResult(
                    arguments.Outcome.Result is { } response ? RetryAfter(response.Headers, time.GetUtcNow()) : null),
                OnRetry = arguments =>
                {
                    // The caller never sees this response: its connection goes back to the pool now, not at the next collection.
                    arguments.Outcome.Result?.Dispose();
                    return default;
                },
            });
        }

        return builder.AddPipeline(_attempts.GetOrAdd(key.Host, _ => CreateAttempt())).Build();
    }

    private ResiliencePipeline<HttpResponseMessage> CreateAttempt() => Builder()
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
        {
            FailureRatio = 0.5,
            MinimumThroughput = 20,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(5),
            ShouldHandle = arguments => ValueTask.FromResult(IsTransient(arguments.Outcome)),
        })
        .AddTimeout(AttemptTimeout)
        .Build();

    private ResiliencePipelineBuilder<HttpResponseMessage> Builder() => new() { TimeProvider = time };
}
