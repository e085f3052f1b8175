using System.Diagnostics;
using FlowOptics.Flows;
using FlowOptics.Geo;

namespace FlowOptics.Bench;

/// <summary>
/// The Enricher's stage on one core: a raw batch of 4,096 records decoded, both ends enriched, the enriched message encoded. Two loads by seed: random
/// public addresses to a hundred private ones, where nearly every record has a place of its own, and a busy account's traffic: 500 peers, and the text
/// columns of the default format with 2,000 interfaces. Medians of five rounds after two that warm up; then where the time goes (each step's
/// fastest round), and what is allocated.
/// </summary>
internal static class EnrichBench
{
    private const int Batches = 100;
    private const int Rounds = 5;

    public static Task RunAsync(string[] args)
    {
        _ = args;
        var random = new Random(20_261_122);
        var opening = Stopwatch.StartNew();
        using var geo = new GeoSource(BuiltGeo.Open());
        Figure.Print("enrich.open-geo", opening.Elapsed.TotalMilliseconds, "ms");
        Measure("enrich.stage", geo, [.. Enumerable.Range(0, Batches).Select(_ => Encoded(random, () => RandomPublicIPv4(random), interfaces: 0))]);

        var peers = Enumerable.Range(0, 500).Select(_ => RandomPublicIPv4(random)).ToArray();
        Measure("enrich.stage-busy-account", geo, [.. Enumerable.Range(0, Batches).Select(_ => Encoded(random, () => peers[random.Next(peers.Length)], interfaces: 2000))]);
        return Task.CompletedTask;
    }

    private static void Measure(string name, GeoSource geo, byte[][] payloads)
    {
        var enricher = new FlowEnricher(geo);
        var buffers = new BatchBuffers();
        var rates = new List<double>();
        var fastest = (Decoding: long.MaxValue, Enriching: long.MaxValue, Encoding: long.MaxValue);
        var allocated = 0L;
        for (var round = -1; round <= Rounds; round++)
        {
            var (decoding, enriching, encoding) = (0L, 0L, 0L);
            allocated = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            foreach (var payload in payloads)
            {
                var began = Stopwatch.GetTimestamp();
                var batch = FlowWire.DecodeBatch(payload, buffers);
                var decoded = Stopwatch.GetTimestamp();
                var enriched = enricher.Enrich(batch, buffers);
                var found = Stopwatch.GetTimestamp();
                FlowWire.TryEncode(enriched, 0, batch.Count, payload, int.MaxValue, out _)!.Dispose();
                decoding += decoded - began;
                enriching += found - decoded;
                encoding += Stopwatch.GetTimestamp() - found;
            }

            fastest = (Math.Min(fastest.Decoding, decoding), Math.Min(fastest.Enriching, enriching), Math.Min(fastest.Encoding, encoding));
            if (round > 0) rates.Add(payloads.Length * (double)FlowBatch.MaxRecords / watch.Elapsed.TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        }

        Figure.Print(name, Figure.Median(rates), "flows/s");
        Print($"{name}.decode", fastest.Decoding, payloads);
        Print($"{name}.enrich", fastest.Enriching, payloads);
        Print($"{name}.encode", fastest.Encoding, payloads);
        Figure.Print($"{name}.allocated", allocated / (double)payloads.Length, "bytes/batch");
    }

    private static void Print(string name, long ticks, byte[][] payloads) =>
        Figure.Print(name, Stopwatch.GetElapsedTime(0, ticks).TotalNanoseconds / payloads.Length / FlowBatch.MaxRecords, "ns/flow");

    private static byte[] Encoded(Random random, Func<Address> outside, int interfaces)
    {
        const int Count = FlowBatch.MaxRecords;
        return FlowWire.Encode(new FlowBatch
        {
            Origin = new BatchOrigin("bench", "key", "etag", 0, Count),
            Account = "123456789012",
            Region = "eu-west-1",
            AccountFromPath = true,
            RegionFromPath = true,
            SrcAddr = [.. Enumerable.Range(0, Count).Select(_ => outside())],
            DstAddr = [.. Enumerable.Range(0, Count).Select(_ => Address.FromIPv4(0x0A000100 + (uint)random.Next(100)))],
            SrcPort = [.. Enumerable.Range(0, Count).Select(_ => (ushort)random.Next(1024, 65_536))],
            DstPort = [.. Enumerable.Range(0, Count).Select(_ => (ushort)random.Next(1024))],
            Protocol = [.. Enumerable.Repeat((byte)6, Count)],
            Packets = [.. Enumerable.Range(0, Count).Select(_ => (long)random.Next(1, 100))],
            Bytes = [.. Enumerable.Range(0, Count).Select(_ => (long)random.Next(40, 100_000))],
            Start = [.. Enumerable.Repeat(1_763_769_600L, Count)],
            End = [.. Enumerable.Repeat(1_763_769_660L, Count)],
            Action = [.. Enumerable.Repeat(FlowAction.Reject, Count)],
            Texts = interfaces == 0 ? [] : [Constant("version", "2"), Constant("account-id", "123456789012"), Interfaces(random, interfaces)],
        });
    }

    private static TextColumn Constant(string name, string value) => new(name, [.. Enumerable.Repeat(1, FlowBatch.MaxRecords)], [value]);

    private static TextColumn Interfaces(Random random, int count)
    {
        var drawn = Enumerable.Range(0, FlowBatch.MaxRecords).Select(_ => random.Next(count)).ToArray();
        var used = drawn.Distinct().ToList();
        var codes = used.Select((which, index) => (which, index)).ToDictionary(pair => pair.which, pair => pair.index + 1);
        return new TextColumn("interface-id", [.. drawn.Select(which => codes[which])], used.ConvertAll(which => $"eni-{which:x17}"));
    }

    private static Address RandomPublicIPv4(Random random)
    {
        while (true)
        {
            var address = Address.FromIPv4((uint)random.NextInt64(1L << 32));
            if (AddressKinds.KindOf(address) == AddressKind.Public) return address;
        }
    }
}
