using FlowOptics.Flows;

namespace FlowOptics.Geo.Tests;

public sealed class FlowEnricherTests(NpmDatabase npm) : IClassFixture<NpmDatabase>
{
    [Fact]
    public void Finds_place_and_network_of_public_ends_only()
    {
        var batch = new FlowEnricher(npm.Source).Enrich(TestBatch.Of(
            ("8.8.8.8", "10.0.1.10"),
            ("10.0.1.10", "1.1.1.1"),
            ("10.0.1.10", "10.0.2.20"),
            ("8.8.8.8", "1.1.1.1"),
            ("203.0.113.7", "10.0.1.10")));

        Assert.Equal("US", batch.Places[batch.SrcPlace[0]].Country);
        Assert.Equal(15_169u, batch.Networks[batch.SrcNetwork[0]].Asn);
        Assert.Equal(13_335u, batch.Networks[batch.DstNetwork[1]].Asn);
        Assert.Equal([0, 0, 0], new[] { batch.DstPlace[0], batch.SrcPlace[2], batch.SrcPlace[4] });
        Assert.Equal([0, 0, 0], new[] { batch.DstNetwork[0], batch.SrcNetwork[2], batch.SrcNetwork[4] });
        Assert.Equal(batch.SrcPlace[0], batch.SrcPlace[3]);
        Assert.Equal(
            [TrafficDirection.Inbound, TrafficDirection.Outbound, TrafficDirection.Internal, TrafficDirection.Through, TrafficDirection.Internal],
            batch.Direction);
        Assert.Equal([AddressKind.Public, AddressKind.Private, AddressKind.Private, AddressKind.Public, AddressKind.Documentation], batch.SrcKind);
    }

    [Fact]
    public void Element_0_of_both_dictionaries_is_none_and_the_others_are_there_once()
    {
        var batch = new FlowEnricher(npm.Source).Enrich(TestBatch.Of(("8.8.8.8", "8.8.4.4"), ("8.8.4.4", "8.8.8.8"), ("1.1.1.1", "10.0.0.1")));
        Assert.Same(Place.None, batch.Places[0]);
        Assert.Same(Network.None, batch.Networks[0]);
        Assert.Equal(batch.Places.Distinct(), batch.Places);
        Assert.Equal(batch.Networks.Distinct(), batch.Networks);
    }

    [Fact]
    public void Says_which_side_serves()
    {
        var batch = new FlowEnricher(npm.Source).Enrich(TestBatch.Of(("8.8.8.8", "10.0.1.10")));
        Assert.Equal([ServiceSide.Destination], batch.ServiceSide);
    }

    [Fact]
    public void Enriches_a_batch_the_same_whatever_came_before_and_beside_it()
    {
        var enricher = new FlowEnricher(npm.Source);
        var random = new Random(7);
        var batches = Enumerable.Range(0, 40).Select(_ => TestBatch.Random(random, 500)).ToArray();
        var alone = batches.Select(batch => FlowWire.Encode(new FlowEnricher(npm.Source).Enrich(batch))).ToArray();
        var together = new byte[batches.Length][];
        Parallel.For(0, batches.Length, i => together[i] = FlowWire.Encode(enricher.Enrich(batches[i])));
        Assert.Equal(alone, together);
    }
}
