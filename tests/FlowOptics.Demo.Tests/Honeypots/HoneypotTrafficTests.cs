using FlowOptics.Demo.Honeypots;
using FlowOptics.Demo.Records;
using FlowOptics.Demo.World;

namespace FlowOptics.Demo.Tests.Honeypots;

public class HoneypotTrafficTests
{
    [Fact]
    public void Has_every_real_attempt_of_nine_honeypots_in_order()
    {
        Assert.Equal(387_436, DemoFolder.Honeypots.Count);
        Assert.Equal(9, DemoFolder.Honeypots.Honeypots.Count());
        foreach (var honeypot in DemoFolder.Honeypots.Honeypots)
        {
            var attempts = DemoFolder.Honeypots.Of(honeypot);
            Assert.InRange(attempts[0].Offset, 0, int.MaxValue);
            Assert.InRange(attempts[^1].Offset, 0, HoneypotData.LoopSeconds * 1000 - 1);
            for (var i = 1; i < attempts.Length; i++) Assert.True(attempts[i - 1].Offset <= attempts[i].Offset);
        }
    }

    [Fact]
    public void Replays_each_attempt_once_a_loop()
    {
        var from = 1_795_305_600 / HoneypotData.LoopSeconds * HoneypotData.LoopSeconds;
        long rejected = 0;
        foreach (var log in DemoFolder.FlowLogs.Where(log => log.Vpc.Account == DemoWorld.HoneypotAccount))
        {
            for (long begin = from; begin < from + HoneypotData.LoopSeconds; begin += 450)
            {
                foreach (var line in Text(log, begin, begin + 450))
                {
                    if (line.EndsWith("REJECT OK", StringComparison.Ordinal)) rejected += long.Parse(line.Split(' ')[8]);
                }
            }
        }

        var expected = DemoFolder.Honeypots.Honeypots.Sum(honeypot => DemoFolder.Honeypots.Of(honeypot).Count(attempt => !SecurityGroup.Accepts(attempt)));
        Assert.Equal(expected, rejected);
    }

    [Fact]
    public void Says_no_data_where_nothing_came()
    {
        var host = new Machine(new Vpc("v", DemoWorld.HoneypotAccount, "eu-west-1", "euw1-az1"), "h", "10.101.0.10");
        var output = new MemoryStream();
        using var text = new RecordText(output);
        new HoneypotTraffic(host, []).Write(1_795_305_600, 1_795_305_618, text);
        text.Flush();
        Assert.Equal(
            $"2 345678901234 {host.InterfaceId} - - - - - - - 1795305600 1795305617 - NODATA\n", System.Text.Encoding.ASCII.GetString(output.ToArray()));
    }

    private static string[] Text(FlowLog log, long from, long to)
    {
        var output = new MemoryStream();
        using var text = new RecordText(output);
        log.Traffic.Write(from, to, text);
        text.Flush();
        return System.Text.Encoding.ASCII.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
