using FlowOptics.Mqtt.Tests.Conformance;

namespace FlowOptics.Mqtt.Tests.Fuzz;

/// <summary>All packets that the conformance rows send, and damage done to them.</summary>
internal static class Corpus
{
    public static readonly IReadOnlyList<byte[]> Packets =
    [
        .. ConformanceTests.AllRows
            .SelectMany(r => r.Script.Split('\n'))
            .Select(line => line.Split(" # ")[0].Trim())
            .Where(line => line.Length > 2 && line[1] == '>')
            .Select(line => Notation.Bytes(Play.Expand(line[..1], line[2..].Trim())))
            .Where(bytes => bytes.Length < 1000),
    ];

    public static readonly byte[] Connect = Notation.Bytes(Play.Expand("A", "CONNECT"));

    /// <summary>A few packets, whole or damaged: bytes changed, cut out, put in, repeated.</summary>
    public static byte[] Stream(Random random)
    {
        var stream = new List<byte>();
        for (var i = random.Next(1, 8); i > 0; i--) stream.AddRange(Packets[random.Next(Packets.Count)]);
        for (var i = random.Next(0, 6); i > 0 && stream.Count > 0; i--)
        {
            var at = random.Next(stream.Count);
            switch (random.Next(5))
            {
                case 0: stream[at] = (byte)random.Next(256); break;
                case 1: stream[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: stream.RemoveRange(at, Math.Min(random.Next(1, 5), stream.Count - at)); break;
                case 3: stream.InsertRange(at, Bytes(random, random.Next(1, 9))); break;
                default: stream.InsertRange(at, stream.GetRange(at, Math.Min(random.Next(1, 20), stream.Count - at))); break;
            }
        }

        return [.. stream];
    }

    public static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
