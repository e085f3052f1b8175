using FlowOptics.Flows;
using FlowOptics.Geo.Tables;

namespace FlowOptics.Geo.Tests.Tables;

/// <summary>Random content of a small world, with runs of every length and boundaries within an upper half of IPv6.</summary>
internal static class SmallTable
{
    public static readonly byte[] Source = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public static TableContent Content(Random random)
    {
        var ranges = new List<(UInt128, UInt128, Place, Network)>();
        UInt128 next = Addresses.FirstIPv4;
        for (var i = random.Next(400); i > 0 && next <= Addresses.LastIPv4; i--)
        {
            var first = next + (UInt128)random.Next(0, 1 << random.Next(22));
            var last = first + (UInt128)random.Next(0, 1 << random.Next(25));
            if (last > Addresses.LastIPv4) break;
            ranges.Add((first, last, PlaceOf(random), NetworkOf(random)));
            next = last + 1;
        }

        next = Addresses.FirstPublicIPv6;
        for (var i = random.Next(400); i > 0; i--)
        {
            var first = next + Step(random);
            var last = first + Step(random);
            // Past the end of the address space a sum begins anew at 0.
            if (first < next || last < first || last == UInt128.MaxValue) break;
            ranges.Add((first, last, PlaceOf(random), NetworkOf(random)));
            next = last + 1;
        }

        if (random.Next(4) == 0 && next != 0) ranges.Add((next, UInt128.MaxValue, PlaceOf(random), NetworkOf(random)));
        return TableContent.Of(DateTimeOffset.UnixEpoch, ranges);
    }

    public static byte[] Bytes(TableContent content)
    {
        var stream = new MemoryStream();
        TableWriter.Write(content, Source, stream);
        return stream.ToArray();
    }

    // Mostly steps within an upper half, or just over one.
    private static UInt128 Step(Random random) => random.Next(3) switch
    {
        0 => (UInt128)random.Next(3),
        1 => (UInt128)(ulong)random.NextInt64() >> random.Next(60),
        _ => (UInt128)(ulong)random.NextInt64() << random.Next(40, 62),
    };

    private static Place PlaceOf(Random random) => random.Next(5) == 0 ? Place.None : new Place("DE", $"City {random.Next(20)}", random.Next(90), float.NaN);

    private static Network NetworkOf(Random random) => random.Next(5) == 0 ? Network.None : new Network((uint)random.Next(5), "Ü", random.Next(2) == 0 ? "" : "EC2", "");
}
