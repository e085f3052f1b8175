using System.Text;

namespace FlowOptics.Lake.Tests.Objects;

/// <summary>Run alone: what other tests hold would be counted.</summary>
[CollectionDefinition(nameof(CarrierMemoryTests), DisableParallelization = true)]
[Collection(nameof(CarrierMemoryTests))]
public sealed class CarrierMemoryTests
{
    private const int Bound = 64 * 1024 * 1024;
    private const string Record = "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK\n";

    [Fact]
    public async Task A_text_that_does_not_end_is_given_up()
    {
        // 400 MB of one string, in some 400 KB of gzip.
        var member = GzipTextTests.Gzip(Encoding.ASCII.GetBytes(new string('x', 20_000_000)));
        byte[] content = [.. GzipTextTests.Gzip("{\"logEvents\":[{\"message\":\""u8.ToArray()), .. Enumerable.Repeat(member, 20).SelectMany(bytes => bytes)];

        var (fault, _, grown) = await ReadAsync(content);

        Assert.Contains("a text of more than 8388608 bytes", fault, StringComparison.Ordinal);
        Assert.InRange(grown, 0, Bound);
    }

    [Fact]
    public async Task A_payload_is_read_piece_by_piece_however_much_it_unpacks_to()
    {
        // 115 MB of records in less than 1 MB.
        var records = GzipTextTests.Gzip(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Record, 100_000))));
        var content = CloudWatchDocuments.Lambda([.. Enumerable.Repeat(records, 10).SelectMany(bytes => bytes)]);

        var (fault, flows, grown) = await ReadAsync(content);

        Assert.Null(fault);
        Assert.Equal(1_000_000, flows);
        Assert.InRange(grown, 0, Bound);
    }

    private static async Task<(string? Fault, long Flows, long Grown)> ReadAsync(byte[] content)
    {
        var stored = new StoredObject(new ObjectInfo("bucket", "x", content.Length, DateTimeOffset.UnixEpoch), "etag", new MemoryStream(content));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long flows = 0, batches = 0, most = before;
        try
        {
            await foreach (var batch in FlowObjectReader.ReadAsync(stored, new FlowObjectReport(), null, TestContext.Current.CancellationToken))
            {
                flows += batch.Count;
                if (++batches % 20 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            }
        }
        catch (FlowObjectException e)
        {
            return (e.Message, flows, GC.GetTotalMemory(forceFullCollection: false) - before);
        }

        return (null, flows, most - before);
    }
}
