using FlowOptics.Flows.Tests.Parsing;

namespace FlowOptics.Flows.Tests.Wire;

public sealed class FlowWireTests
{
    [Fact]
    public void A_batch_comes_back_as_it_went()
    {
        var batch = Assert.Single(Parse.Text(
            """
            version account-id srcaddr dstaddr srcport start bytes action tcp-flags flow-direction pkt-srcaddr
            2 111 10.0.0.1 10.0.0.2 443 1418530010 123456789012345 ACCEPT 19 ingress 2001:db8::1
            2 222 10.0.0.3 fe80::1 - 1418530020 1 - - - -
            """).Batches);

        var back = FlowWire.DecodeBatch(FlowWire.Encode(batch));

        Assert.Equal(Rows.Of(batch), Rows.Of(back));
        Assert.Equal(batch.Origin, back.Origin);
    }
}
