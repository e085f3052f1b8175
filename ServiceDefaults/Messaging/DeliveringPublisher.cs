using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults.Messaging;
using Microsoft.Extensions.Logging;

namespace FlowOptics.ServiceDefaults;

/// <summary>
/// Publishes at QoS 1 until it is delivered: the server took it and, where that is asked, somebody subscribes ("no matching subscribers" is no delivery: a service may still be
/// starting). Counts <c>retries</c> and <c>batchesWaiting</c> in the service's status, and <c>flowoptics.publish.retries</c>. A message with a <c>traceparent</c> gets a span of its own.
/// </summary>
public sealed partial class DeliveringPublisher : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "FlowOptics.Publish";

    private static readonly TagList Operation = new([new("messaging.system", "mqtt"), new("messaging.operation.name", "publish")]);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private readonly MqttClient _client;
    private readonly PublishingConnections? _others;
    private readonly ServiceStatus _status;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Meter _meter;
    private readonly Counter<long> _retries;
    private readonly Histogram<double> _duration;
    private int _waiting;
    private int _inFlight;

    public DeliveringPublisher(MqttClient client, ServiceStatus status, IMeterFactory meters, TimeProvider time, ILogger<DeliveringPublisher> logger)
        : this(client, null, status, meters, time, logger)
    {
    }

    /// <param name="others">Share the work with the first; what is published over several has no order.</param>
    internal DeliveringPublisher(MqttClient client, PublishingConnections? others, ServiceStatus status, IMeterFactory meters, TimeProvider time, ILogger<DeliveringPublisher> logger)
    {
        (_client, _others, _status, _time, _logger) = (client, others, status, time, logger);
        _meter = meters.Create(MeterName);
        _retries = _meter.CreateCounter<long>("flowoptics.publish.retries", "{message}", "Publishes that were not taken, or had no subscriber, and were tried again");
        _duration = _meter.CreateHistogram<double>("messaging.client.operation.duration", "s", "From the first try to publish a message to its acknowledgement");
        _meter.CreateObservableGauge("flowoptics.publish.in_flight", () => Volatile.Read(ref _inFlight), "{message}", "Messages published and not yet acknowledged");
        _meter.CreateObservableGauge("flowoptics.publish.waiting", () => Volatile.Read(ref _waiting), "{message}", "Messages that were not taken, and wait for another try");
        _status.Set("retries", 0);
        _status.Set("batchesWaiting", 0);
    }

    /// <summary>Completes with the PUBACK that says delivered, however long that takes: across reconnects, and while nobody subscribes.</summary>
    public async Task PublishAsync(MqttMessage message, bool needsSubscriber, CancellationToken cancellationToken)
    {
        using var activity = MessageTracing.StartPublish(ref message);
        var began = _time.GetTimestamp();
        Interlocked.Increment(ref _inFlight);
        try
        {
            if (await TryPublishAsync(message, needsSubscriber, cancellationToken) is { } trouble) await PublishAgainAsync(message, needsSubscriber, trouble, activity, cancellationToken);
            _duration.Record(_time.GetElapsedTime(began).TotalSeconds, Operation);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    public void Dispose() => _meter.Dispose();

    private async Task PublishAgainAsync(MqttMessage message, bool needsSubscriber, string trouble, Activity? activity, CancellationToken cancellationToken)
    {
        activity?.AddEvent(new ActivityEvent("retry", tags: new ActivityTagsCollection { ["reason"] = trouble }));
        // Logged by the first of the messages that wait, not by each.
        if (Interlocked.Increment(ref _waiting) == 1) NotDelivered(_logger, message.Topic, trouble);
        try
        {
            var delay = FirstDelay;
            do
            {
                _retries.Add(1);
                _status.Add("retries", 1);
                _status.Set("batchesWaiting", _waiting);
                // Jitter: the messages in flight do not come back all at once.
                await Task.Delay(delay * (0.5 + Random.Shared.NextDouble()), _time, cancellationToken);
                delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
            }
            while (await TryPublishAsync(message, needsSubscriber, cancellationToken) is not null);
        }
        finally
        {
            if (Interlocked.Decrement(ref _waiting) == 0 && !cancellationToken.IsCancellationRequested) DeliveredAgain(_logger, message.Topic);
            _status.Set("batchesWaiting", _waiting);
        }
    }

    /// <returns>Null when it was taken, else why not.</returns>
    private async Task<string?> TryPublishAsync(MqttMessage message, bool needsSubscriber, CancellationToken cancellationToken)
    {
        try
        {
            var client = _others is null ? _client : _others.Next(_client);
            var result = await client.PublishAsync(message, cancellationToken);
            if (result.NoMatchingSubscribers && needsSubscriber) return "nobody subscribes to it";
            return result.IsSuccess ? null : $"reason 0x{result.ReasonCode:X2} {result.ReasonString}".TrimEnd();
        }
        catch (MqttException refused)
        {
            return refused.Message;
        }
    }

    [LoggerMessage(9011, LogLevel.Warning, "Not delivered to {Topic}: {Reason}; publishing again until it is")]
    private static partial void NotDelivered(ILogger logger, string topic, string reason);

    [LoggerMessage(9012, LogLevel.Information, "Delivered to {Topic} again")]
    private static partial void DeliveredAgain(ILogger logger, string topic);
}
