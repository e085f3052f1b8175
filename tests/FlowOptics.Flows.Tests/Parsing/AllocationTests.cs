using System.Runtime.CompilerServices;
using System.Text;

namespace FlowOptics.Flows.Tests.Parsing;

/// <summary>What the parser allocates is the batches' columns, and little for each batch; nothing for a record.</summary>
public sealed class AllocationTests
{
    private const int Records = 200 * FlowBatch.MaxRecords;
    private const int BytesBesideColumnsOfABatch = 4096;

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-22T00:20:00.000Z ")]
    public void Allocates_nothing_for_a_record(string before)
    {
        // One in eight is no flow as the fast way knows it: those take the slow way, and some of them are rejected.
        string[] lines =
        [
            .. Enumerable.Repeat(before + "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK\n", 14),
            before + "2 123456789010 eni-1235b8ca123456789 2001:db8::1 172.31.16.21  20641 22 6 20 4249 1418530010123 1418530070 REJECT OK\n",
            before + "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 256 20 4249 1418530010 1418530070 ACCEPT OK\n",
        ];
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 64).SelectMany(_ => lines)));
        var parser = new FlowTextParser(Parse.Identity);
        Run(parser, block, Records / 10);

        var from = GC.GetAllocatedBytesForCurrentThread();
        var (batches, columns) = Run(parser, block, Records);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - from;

        Assert.InRange(allocated, columns, columns + (batches * BytesBesideColumnsOfABatch));
        Assert.InRange((double)(allocated - columns) / Records, 0, 1);
    }

    private static (long Batches, long Columns) Run(FlowTextParser parser, byte[] block, int records)
    {
        long batches = 0, columns = 0;
        for (var read = 0; read < records;)
        {
            parser.Write(block);
            while (parser.TryTake(out var batch))
            {
                read += batch.Count;
                batches++;
                columns += SizeOf(batch);
            }
        }

        return (batches, columns);
    }

    private static long SizeOf(FlowBatch batch) =>
        (long)batch.Count * ((2 * Unsafe.SizeOf<Address>()) + (2 * sizeof(ushort)) + sizeof(byte) + (4 * sizeof(long)) + sizeof(FlowAction) + (batch.Texts.Count * sizeof(int)));
}
