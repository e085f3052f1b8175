using FlowOptics.Flows;

namespace FlowOptics.Lake.Tests.Objects;

/// <summary>Reads an object that is in memory and keeps what comes out.</summary>
internal sealed record ReadObject(List<FlowBatch> Batches, FlowObjectReport Report, string? Fault)
{
    public const string Key = "AWSLogs/123456789012/vpcflowlogs/eu-west-1/2026/11/22/x";

    public IEnumerable<byte[]> Encoded => Batches.Select(FlowWire.Encode);

    /// <param name="pieces">Where not null, reads give out pieces of random size.</param>
    public static async Task<ReadObject> FromAsync(byte[] content, string key = Key, string? format = null, Random? pieces = null)
    {
        var stored = new StoredObject(new ObjectInfo("bucket", key, content.Length, DateTimeOffset.UnixEpoch), "etag", new Pieces(content, pieces));
        var (batches, report) = (new List<FlowBatch>(), new FlowObjectReport());
        try
        {
            await foreach (var batch in FlowObjectReader.ReadAsync(stored, report, format, TestContext.Current.CancellationToken)) batches.Add(batch);
            return new(batches, report, null);
        }
        catch (FlowObjectException e)
        {
            return new(batches, report, e.Message);
        }
    }

    /// <summary>The same lines as plain text, through the text parser alone.</summary>
    public static List<byte[]> AsText(byte[] text, string key = Key, string? format = null)
    {
        var path = ObjectPath.Parse(key);
        var parser = new FlowTextParser(new ObjectIdentity("bucket", key, "etag", path.Account, path.Region), format);
        try
        {
            parser.Write(text);
            parser.Complete();
        }
        catch (FlowFormatException)
        {
            parser.Abandon();
        }

        var batches = new List<byte[]>();
        while (parser.TryTake(out var batch)) batches.Add(FlowWire.Encode(batch));
        return batches;
    }

    private sealed class Pieces(byte[] content, Random? random) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(random is null ? buffer : buffer[..Math.Min(buffer.Length, random.Next(1, 5000))], cancellationToken);
    }
}
