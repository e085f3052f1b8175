using FlowOptics.Demo.Records;
using FlowOptics.Demo.World;

namespace FlowOptics.Demo.Tests;

public class TrafficTests
{
    [Fact]
    public void Adds_up_to_the_same_packets_and_bytes_however_the_time_is_cut()
    {
        // Around the nightly job, the bastion's nine o'clock, the replay's new loop, and at random.
        var random = new Random(7);
        var day = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        var loop = day / Demo.Honeypots.HoneypotData.LoopSeconds * Demo.Honeypots.HoneypotData.LoopSeconds;
        long[] moments = [day + 3600, day + 9 * 3600, loop, day + random.Next(86_400), day + random.Next(86_400)];
        foreach (var log in DemoFolder.FlowLogs)
        {
            foreach (var moment in moments)
            {
                var (from, to) = (moment - random.Next(1, 900), moment + random.Next(1, 900));
                var whole = Totals(log, [from, to]);
                var cuts = new SortedSet<long> { from, to };
                for (var i = random.Next(1, 20); i > 0; i--) cuts.Add(random.NextInt64(from, to));
                var parts = Totals(log, [.. cuts]);
                Assert.Equal(whole.OrderBy(flow => flow.Key, StringComparer.Ordinal), parts.OrderBy(flow => flow.Key, StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public void Writes_the_same_bytes_each_time()
    {
        foreach (var log in DemoFolder.FlowLogs) Assert.Equal(Text(log, 1_795_305_600, 1_795_305_660), Text(log, 1_795_305_600, 1_795_305_660));
    }

    [Fact]
    public void Keeps_start_and_end_within_the_interval_and_packets_within_a_frame()
    {
        foreach (var log in DemoFolder.FlowLogs)
        {
            foreach (var fields in Lines(log, 1_795_300_000, 1_795_300_300))
            {
                if (fields[^1] == "NODATA") continue;
                var (packets, bytes, start, end) = (long.Parse(fields[8]), long.Parse(fields[9]), long.Parse(fields[10]), long.Parse(fields[11]));
                Assert.InRange(start, 1_795_300_000, end);
                Assert.InRange(end, start, 1_795_300_299);
                Assert.InRange(bytes / packets, 28, 1500);
            }
        }
    }

    [Fact]
    public void Shows_a_conversation_at_both_of_its_logged_interfaces()
    {
        var production = DemoFolder.FlowLogs.Single(log => log.Vpc.Name == "production");
        var between = Lines(production, 1_795_300_000, 1_795_300_300).Where(f => f[3] == "10.0.2.20" && f[4] == "10.0.3.7").ToArray();
        Assert.NotEmpty(between);
        foreach (var seen in between.GroupBy(f => f[5], StringComparer.Ordinal))
        {
            Assert.Equal(["egress", "ingress"], seen.Select(f => f[^2]).Order(StringComparer.Ordinal));
            Assert.Single(seen.Select(f => string.Join(' ', f[3..13])).Distinct(StringComparer.Ordinal));
        }
    }

    private static Dictionary<string, (long Packets, long Bytes)> Totals(FlowLog log, long[] cuts)
    {
        var totals = new Dictionary<string, (long Packets, long Bytes)>(StringComparer.Ordinal);
        foreach (var (from, to) in cuts.Zip(cuts.Skip(1)))
        {
            foreach (var fields in Lines(log, from, to))
            {
                if (fields[^1] == "NODATA") continue;
                var inside = log.Header != DemoFormat.Default;
                var key = string.Join(' ', fields[2..8].Append(fields[12]).Concat(inside ? fields[19..] : []));
                var (packets, bytes) = totals.GetValueOrDefault(key);
                totals[key] = (packets + long.Parse(fields[8]), bytes + long.Parse(fields[9]));
            }
        }

        return totals;
    }

    private static IEnumerable<string[]> Lines(FlowLog log, long from, long to) =>
        Text(log, from, to).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '));

    private static string Text(FlowLog log, long from, long to)
    {
        var output = new MemoryStream();
        using var text = new RecordText(output);
        log.Traffic.Write(from, to, text);
        text.Flush();
        return System.Text.Encoding.ASCII.GetString(output.ToArray());
    }
}
