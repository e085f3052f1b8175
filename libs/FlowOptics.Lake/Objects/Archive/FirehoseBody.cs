namespace FlowOptics.Lake;

/// <summary>
/// The flow records of a request that Firehose posts to an HTTP endpoint, as lines of text, each with its end. Memory is bounded by the longest record, whatever the request holds.
/// </summary>
/// <remarks>
/// <para>https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html. A record is what CloudWatch Logs' subscription sends (gzip), or a flow log's own lines, plain or as <c>{"message":"2 1234…"}</c>.</para>
/// <c>{"requestId":"ed4acda5-034f-9f42-bba1-f29aea6d7d8f","timestamp":1578090901599,"records":[{"data":"H4sI…"}]}</c>
/// </remarks>
public sealed class FirehoseBody : IDisposable
{
    private readonly CloudWatchText _text;

    /// <param name="body">As it comes over the network.</param>
    /// <param name="isGzip">Its Content-Encoding.</param>
    /// <param name="maxBytes">Of the body, as it comes and unpacked.</param>
    public FirehoseBody(Stream body, bool isGzip, long maxBytes)
    {
        Stream bounded = new BoundedStream(body, maxBytes);
        if (isGzip) bounded = new BoundedStream(new GzipText(default, bounded), maxBytes);
        _text = new CloudWatchText(bounded);
    }

    /// <summary>The account that owns the log group of the lines that were read last; null where they come from no log group. No read gives out lines of two.</summary>
    public string? Owner => _text.Owner;

    /// <returns>0 at the end, which the request has reached whole.</returns>
    /// <exception cref="FirehoseBodyException">It is too large, or none of Firehose's.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            var read = await _text.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            return read > 0 || _text.IsRecords ? read : throw new FirehoseBodyException("the body has no records: it must be one document {\"requestId\", \"timestamp\", \"records\": [{\"data\": base64}]}");
        }
        catch (ContentException fault)
        {
            throw new FirehoseBodyException($"the body is {fault.Message}", fault);
        }
    }

    public void Dispose() => _text.Dispose();
}
