using FlowOptics.Flows;

namespace FlowOptics.Lake.Tests.Reference;

/// <summary>Records of made-up conversations, for detectors.</summary>
public static class Traffics
{
    public const string Account = "123456789012";
    public const string Region = "eu-west-1";

    /// <summary>00:00 UTC of the day that tests call 0.</summary>
    public static readonly DateTimeOffset Midnight = new(2026, 3, 10, 0, 0, 0, TimeSpan.Zero);

    public static readonly int Day = (int)(Midnight - DateTimeOffset.UnixEpoch).TotalDays;

    public static long At(int day, int second) => Midnight.ToUnixTimeSeconds() + (86_400L * day) + second;

    public static FlowRecord Record(string src, string dst, ushort srcPort, ushort dstPort, long start, FlowAction action = FlowAction.Accept, long packets = 1, long bytes = 44, byte protocol = 6) => new(
        Account, Region, Address.Parse(src), Address.Parse(dst), srcPort, dstPort, protocol, packets, bytes, start, start + 50, action, 0, FlowDirection.None, "eni-0a");

    /// <summary>A client asks, the server answers.</summary>
    public static IEnumerable<FlowRecord> Conversation(string client, string server, ushort clientPort, ushort port, long start, long packets = 20, long bytes = 4000, long answer = 9000) =>
    [
        Record(client, server, clientPort, port, start, packets: packets, bytes: bytes),
        Record(server, client, port, clientPort, start, packets: packets, bytes: answer),
    ];

    /// <summary>What is there each day: ten clients of a database, and a page that some look at: from Germany, and from nowhere.</summary>
    public static IEnumerable<FlowRecord> Usual(int day)
    {
        for (var i = 0; i < 40; i++)
        {
            foreach (var record in Conversation($"10.0.2.{i % 10}", "10.0.3.7", (ushort)(40_000 + i), 5432, At(day, i * 600))) yield return record;
            foreach (var record in Conversation(i % 2 == 0 ? "8.8.4.1" : "8.8.4.4", "10.0.1.10", (ushort)(50_000 + i), 443, At(day, i * 600))) yield return record;
        }
    }
}
