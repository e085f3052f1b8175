using FlowOptics.Flows;

namespace FlowOptics.Geo.Tests;

/// <summary>Batches of flows to port 443 between given addresses.</summary>
internal static class TestBatch
{
    public static FlowBatch Of(params (string Source, string Destination)[] ends) =>
        Of([.. ends.Select(end => (Address.Parse(end.Source), Address.Parse(end.Destination)))]);

    public static FlowBatch Random(Random random, int count) =>
        Of([.. Enumerable.Range(0, count).Select(_ => (Address.FromIPv4((uint)random.NextInt64(1L << 32)), new Address((ulong)random.NextInt64(), (ulong)random.NextInt64())))]);

    private static FlowBatch Of((Address Source, Address Destination)[] ends) => new()
    {
        Origin = new BatchOrigin("bucket", "key", "etag", 0, ends.Length),
        Account = "123456789012",
        Region = "eu-west-1",
        SrcAddr = [.. ends.Select(end => end.Source)],
        DstAddr = [.. ends.Select(end => end.Destination)],
        SrcPort = [.. ends.Select(_ => (ushort)40_000)],
        DstPort = [.. ends.Select(_ => (ushort)443)],
        Protocol = [.. ends.Select(_ => (byte)6)],
        Packets = [.. ends.Select(_ => 1L)],
        Bytes = [.. ends.Select(_ => 40L)],
        Start = [.. ends.Select(_ => 1_763_769_600L)],
        End = [.. ends.Select(_ => 1_763_769_660L)],
        Action = [.. ends.Select(_ => FlowAction.Accept)],
        Texts = [],
    };
}
