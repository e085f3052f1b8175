using System.Diagnostics;
using System.Diagnostics.Metrics;
using Amazon.S3;
using FlowOptics.Lake.Aws;

namespace FlowOptics.Lake;

/// <summary>Runs statements in Athena: begins them, waits for them, stops those that nobody waits for any more, and hands out their results as they come from S3.</summary>
internal sealed class AthenaRunner(AthenaOptions options, AthenaClient client, IAmazonS3 s3, TimeProvider time)
{
    private static readonly ActivitySource Source = new("FlowOptics.Aws");
    private static readonly Meter Meter = new("FlowOptics.Aws");
    private static readonly Counter<long> Scanned = Meter.CreateCounter<long>("flowoptics.athena.scanned", "By", "What Athena read for statements, by their outcome");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("flowoptics.athena.statement.duration", "s", "Statements from their begin to their end in Athena, by outcome");

    // The pauses between two looks grow by half from the first to the longest; each is of random length, from half of it on, so that many questions do not look at once.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    /// <summary>Runs a statement to its end in Athena.</summary>
    /// <param name="scanned">Told now and then what it has read so far.</param>
    /// <exception cref="AthenaException">It failed.</exception>
    /// <exception cref="UnsupportedQueryException">It would read more than it may.</exception>
    public async Task<AthenaExecution> RunAsync(AthenaText statement, TimeSpan reuse, Action<string, long> scanned, CancellationToken cancellationToken)
    {
        using var activity = Source.StartActivity("athena.statement");
        var started = time.GetTimestamp();
        var outcome = "failed";
        string? id = null;
        AthenaExecution? execution = null;
        try
        {
            id = await client.StartAsync(statement, reuse, cancellationToken).ConfigureAwait(false);
            activity?.SetTag("aws.athena.execution", id);
            execution = await WaitAsync(id, scanned, cancellationToken).ConfigureAwait(false);
            if (execution.Status.State != "SUCCEEDED") throw AthenaFault.Of(execution, options);
            outcome = "succeeded";
            return execution;
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            if (id is not null && execution is null)
            {
                outcome = "stopped";
                await StopAsync(id).ConfigureAwait(false);
            }

            throw;
        }
        finally
        {
            var tag = new KeyValuePair<string, object?>("outcome", outcome);
            if (execution?.Statistics?.DataScannedInBytes is { } bytes)
            {
                Scanned.Add(bytes, tag);
                activity?.SetTag("aws.athena.scanned", bytes);
            }

            Duration.Record(time.GetElapsedTime(started).TotalSeconds, tag);
        }
    }

    /// <summary>The rows of a finished statement.</summary>
    public async IAsyncEnumerable<IReadOnlyList<string?>> ReadAsync(
        AthenaExecution execution, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var location = S3Location.Parse(execution.ResultConfiguration?.OutputLocation
            ?? throw new AthenaException($"The query {execution.QueryExecutionId} has no result file: set FlowOptics:Athena:OutputLocation, or an output location for the workgroup {options.WorkGroup}"));
        using var answer = await GuardAsync(() => s3.GetObjectAsync(location.Bucket, location.Prefix.TrimEnd('/'), cancellationToken), location, cancellationToken).ConfigureAwait(false);
        var rows = ResultCsv.ReadAsync(answer.ResponseStream, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = rows.ConfigureAwait(false);
        while (await GuardAsync(() => rows.MoveNextAsync().AsTask(), location, cancellationToken).ConfigureAwait(false)) yield return rows.Current;
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> step, S3Location location, CancellationToken cancellationToken)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (Exception e) when (AwsFault.IsFault(e, cancellationToken) || e is InvalidDataException)
        {
            throw new AthenaException(S3Fault.Of(e, $"the result {location} cannot be read").Message, e);
        }
    }

    private async Task<AthenaExecution> WaitAsync(string id, Action<string, long> scanned, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause)
        {
            await Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), time, cancellationToken).ConfigureAwait(false);
            var execution = await client.GetAsync(id, cancellationToken).ConfigureAwait(false);
            var bytes = execution.Statistics?.DataScannedInBytes ?? 0;
            scanned(execution.Status.State, bytes);
            if (execution.Status.State is not ("QUEUED" or "RUNNING")) return execution;
            if (bytes > options.ScanLimit) throw AthenaCost.TooMuch(bytes, options);
        }
    }

    // Athena goes on, and charges, unless it is told. Who asked has gone: this has its own time.
    private async Task StopAsync(string id)
    {
        using var deadline = new CancellationTokenSource(StopTime, time);
        try
        {
            await client.StopAsync(id, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AthenaException or OperationCanceledException)
        {
            // Seen in the call's own span and measurement; the question has its answer already.
            Activity.Current?.AddException(e);
        }
    }
}
