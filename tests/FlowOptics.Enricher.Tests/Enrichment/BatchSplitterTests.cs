using FlowOptics.Enricher.Enrichment;
using FlowOptics.Flows;

namespace FlowOptics.Enricher.Tests.Enrichment;

public sealed class BatchSplitterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Parts_are_within_the_limit_and_hold_every_record_once_in_order(int count)
    {
        var batch = Batches.Enriched(1, count);
        var limit = Math.Max(1000, FlowWire.Encode(batch).Length / 5);
        var parts = BatchSplitter.Encode(batch, FlowWire.Encode(batch.Flows), limit);
        Assert.All(parts, part => Assert.True(part.Length <= limit));

        var next = 0L;
        foreach (var part in parts.ConvertAll(part => FlowWire.DecodeEnriched(part.Memory)))
        {
            Assert.Equal(next, part.Flows.Origin.FirstRecord);
            for (var i = 0; i < part.Flows.Count; i++)
            {
                var record = (int)next + i;
                Assert.Equal(batch.Flows.SrcAddr[record], part.Flows.SrcAddr[i]);
                Assert.Equal(batch.Flows.Bytes[record], part.Flows.Bytes[i]);
                Assert.Equal(batch.Places[batch.SrcPlace[record]], part.Places[part.SrcPlace[i]]);
                Assert.Equal(batch.Direction[record], part.Direction[i]);
            }

            next += part.Flows.Count;
        }

        Assert.Equal(count, next);
    }

    [Fact]
    public void Is_cut_the_same_each_time()
    {
        static IEnumerable<byte[]> Parts(ReadOnlySpan<byte> encodedFlows) => BatchSplitter.Encode(Batches.Enriched(3, 4096), encodedFlows, 9000).Select(part => part.Memory.ToArray());
        Assert.Equal(Parts([]), Parts(FlowWire.Encode(Batches.Enriched(3, 4096).Flows)));
    }

    [Fact]
    public void A_full_batch_of_the_default_format_is_one_message() => Assert.Single(BatchSplitter.Encode(Batches.Enriched(2, 2048), []));

    [Fact]
    public void A_record_that_is_too_large_alone_is_named()
    {
        var fault = Assert.Throws<FlowFormatException>(() => BatchSplitter.Encode(Batches.Enriched(2, 4), [], 10));
        Assert.Contains("record 0 of object-2", fault.Message, StringComparison.Ordinal);
    }
}
