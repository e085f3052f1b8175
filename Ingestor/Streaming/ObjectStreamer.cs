using System.Diagnostics;
using FlowOptics.Flows;
using FlowOptics.Ingestor.Journal;
using FlowOptics.Ingestor.Telemetry;
using FlowOptics.Lake;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Ingestor.Streaming;

/// <summary>
/// Streams one object: open, read, publish its batches, and only after the PUBACK of the last one write it down as done and tell
/// <c>objects</c>. A crash in between sends the object again; one between journal and <c>objects</c> leaves the telling to GraphApi's listing.
/// </summary>
internal sealed class ObjectStreamer(
    IObjectStore store,
    ObjectJournal journal,
    MqttClient client,
    DeliveringPublisher publisher,
    IngestorOptions options,
    ServiceStatus status,
    IngestorTelemetry telemetry,
    ILogger<ObjectStreamer> logger) : IDisposable
{
    // One at a time: two would take Ingestor past the 250 MB that it is to stay within.
    private readonly SemaphoreSlim _parquet = new(1);

    public void Dispose() => _parquet.Dispose();

    /// <exception cref="ObjectStoreException">The object may not be read now.</exception>
    /// <exception cref="JournalException">Ingestor must stop.</exception>
    public async Task StreamAsync(ObjectInfo listed, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartObject(listed);
        var began = Stopwatch.GetTimestamp();
        await using var stored = await store.OpenAsync(listed.Key, cancellationToken);
        if (stored is null)
        {
            Outcome("gone");
            return;
        }

        // What was opened, not what was listed: a file may have been replaced in between.
        var info = stored.Info;
        if (journal.StateOf(info, stored.ETag) is JournalState.Done or JournalState.Refused)
        {
            Outcome("known");
            return;
        }

        journal.Write(info, stored.ETag, JournalState.Begun);
        var report = new FlowObjectReport();
        var (account, region, fault) = await PublishAsync(stored, report, cancellationToken);
        journal.Write(info, stored.ETag, fault is null ? JournalState.Done : JournalState.Refused, report.Parse.Flows);
        Report(info, report, fault);
        IngestorTelemetry.Describe(activity, report, fault?.Message);
        telemetry.Streamed(report.Parse, Stopwatch.GetElapsedTime(began), info.LastModified);

        // A refused object is told too: the lake finds the same fault, and shows it to the user.
        var told = Message(Topics.Of(Topics.Objects, account, region), ObjectsMessage.Encode(info, stored.ETag, report.Parse.Flows), activity?.Id);
        // Only a hint: it is not tried again.
        var result = await client.PublishAsync(told, cancellationToken);
        if (!result.IsSuccess) Log.NotTold(logger, told.Topic, $"reason 0x{result.ReasonCode:X2} {result.ReasonString}".TrimEnd());
    }

    private static MqttMessage Message(string topic, ReadOnlyMemory<byte> payload, string? traceParent) => new(topic, payload)
    {
        QualityOfService = MqttQualityOfService.AtLeastOnce,
        UserProperties = MessageTracing.Properties(traceParent),
    };

    private async Task<(string? Account, string? Region, FlowObjectException? Fault)> PublishAsync(
        StoredObject stored, FlowObjectReport report, CancellationToken cancellationToken)
    {
        var path = ObjectPath.Parse(stored.Info.Key);
        var (account, region) = (path.Account, path.Region);
        var window = new BatchWindow(options.BatchesInFlight);
        FlowObjectException? fault = null;
        var batches = 0;
        try
        {
            await foreach (var batch in FlowObjectReader.ReadAsync(stored, report, options.Format, cancellationToken, _parquet))
            {
                (account, region) = (account ?? batch.Account, region ?? batch.Region);
                var traceParent = IngestorTelemetry.TraceParentOfBatch(batches++);
                await window.AddAsync(() => PublishAsync(batch, traceParent, cancellationToken));
            }
        }
        catch (FlowObjectException e)
        {
            // What was read before the fault counts.
            fault = e;
        }

        await window.DrainAsync();
        return (account, region, fault);
    }

    private async Task PublishAsync(FlowBatch batch, string? traceParent, CancellationToken cancellationToken)
    {
        var payload = FlowWire.EncodePooled(batch);
        await publisher.PublishAsync(Message(Topics.Of(Topics.Raw, batch.Account, batch.Region), payload.Memory, traceParent), needsSubscriber: true, cancellationToken);
        status.Add("batches", 1);
        status.Add("flows", batch.Count);
        telemetry.Published(payload.Length);
        // Only after the PUBACK: a publish that was cancelled may still be on its way from this buffer.
        payload.Dispose();
    }

    private void Report(ObjectInfo info, FlowObjectReport report, FlowObjectException? fault)
    {
        var parse = report.Parse;
        status.Add("lines", parse.Lines);
        status.Add("noData", parse.NoData);
        status.Add("skipData", parse.SkipData);
        status.Add("rejected", parse.Rejected);
        Outcome(fault is not null ? "refused" : report.IsEmpty ? "empty" : "streamed");
        if (fault is not null) Log.Refused(logger, fault.Message);
        else if (report.IsEmpty) Log.Empty(logger, info.Key);
        if (parse.Rejected > 0) Log.Rejected(logger, info.Key, parse.Rejected, parse.Lines, parse.Samples[0]);
        if (parse.SkipData > 0) Log.SkipData(logger, info.Key, parse.SkipData);
    }

    private void Outcome(string outcome)
    {
        status.Add($"objects.{outcome}", 1);
        telemetry.Object(outcome);
    }
}
