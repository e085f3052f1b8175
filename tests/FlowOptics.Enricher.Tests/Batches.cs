using FlowOptics.Flows;

namespace FlowOptics.Enricher.Tests;

/// <summary>Batches of random flows, by seed: raw ones, and enriched ones with made-up places.</summary>
internal static class Batches
{
    public const string Account = "123456789012";
    public const string Region = "eu-west-1";

    public static FlowBatch Raw(int seed, int count, string? accountOf = null) => Raw(new Random(seed), seed, count, accountOf);

    /// <param name="places">How many places the public ends are spread over; one in ten has none.</param>
    public static EnrichedBatch Enriched(int seed, int count, int places = 20)
    {
        var random = new Random(seed);
        var flows = Raw(random, seed, count, null);
        var directions = Enumerable.Range(0, count).Select(_ => (TrafficDirection)random.Next(1, 5)).ToArray();
        int Index(bool isPublic) => isPublic && random.Next(10) > 0 ? random.Next(1, places + 1) : 0;
        var sources = directions.Select(way => Index(way is TrafficDirection.Inbound or TrafficDirection.Through)).ToArray();
        var destinations = directions.Select(way => Index(way is TrafficDirection.Outbound or TrafficDirection.Through)).ToArray();
        return new EnrichedBatch
        {
            Flows = flows,
            Places = [Place.None, .. Enumerable.Range(1, places).Select(i => new Place("XX", $"City {i}", i % 90, i % 180))],
            Networks = [Network.None, new Network(64_496, "Example Org")],
            SrcPlace = sources,
            DstPlace = destinations,
            SrcNetwork = [.. sources.Select(place => Math.Sign(place))],
            DstNetwork = [.. destinations.Select(place => Math.Sign(place))],
            SrcKind = new AddressKind[count],
            DstKind = new AddressKind[count],
            Direction = directions,
            ServiceSide = new ServiceSide[count],
        };
    }

    private static FlowBatch Raw(Random random, int seed, int count, string? accountOf)
    {
        long[] Numbers(int below) => [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(below))];
        return new FlowBatch
        {
            Origin = new BatchOrigin("bucket", $"object-{seed}", "etag", 0, count),
            Account = accountOf ?? Account,
            Region = Region,
            AccountFromPath = true,
            RegionFromPath = true,
            SrcAddr = [.. Enumerable.Range(0, count).Select(_ => Address.FromIPv4((uint)random.NextInt64(1L << 32)))],
            DstAddr = [.. Enumerable.Range(0, count).Select(_ => Address.FromIPv4(0x0A000100 + (uint)random.Next(50)))],
            SrcPort = [.. Enumerable.Range(0, count).Select(_ => (ushort)random.Next(65_536))],
            DstPort = [.. Enumerable.Range(0, count).Select(_ => (ushort)random.Next(65_536))],
            Protocol = [.. Enumerable.Repeat((byte)6, count)],
            Packets = Numbers(1000),
            Bytes = Numbers(1_000_000),
            Start = Numbers(1_000_000),
            End = Numbers(1_000_000),
            Action = [.. Enumerable.Range(0, count).Select(_ => (FlowAction)random.Next(3))],
            Texts = [new TextColumn("interface-id", [.. Enumerable.Repeat(1, count)], ["eni-0a1b2c3d"])],
        };
    }
}
