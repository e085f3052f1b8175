using FlowOptics.Mqtt.Server;
using FlowOptics.Mqtt.Server.Storage;

namespace FlowOptics.Mqtt.Tests.Server.Storage;

public sealed class MessageLogTests
{
    private const long SegmentBytes = 4096;
    private const uint Session = 1;

    [Fact]
    public void A_full_segment_is_followed_by_a_new_one_and_goes_when_all_of_it_is_acknowledged()
    {
        using var folder = new TemporaryFolder();
        using var log = Open(folder, out _);
        var messages = Append(log, 0, 100);
        Assert.True(Files(folder).Length > 5);
        Assert.All(Files(folder), file => Assert.True(new FileInfo(file).Length < SegmentBytes + 1024));

        foreach (var message in messages.Take(99)) log.Acknowledge(message, Session, 0);
        for (var i = 0; i < 20; i++)
        {
            // Traffic that is acknowledged at once: what passes through is not kept, though an old message still waits.
            foreach (var message in Append(log, 0, 20)) log.Acknowledge(message, Session, 0);
        }

        Assert.True(log.TotalBytes <= 7 * SegmentBytes, $"{log.TotalBytes} bytes for one message that waits");
        Assert.True(Files(folder).Length <= 7);
        log.Acknowledge(messages[99], Session, 0);
        foreach (var message in Append(log, 0, 20)) log.Acknowledge(message, Session, 0);
        Append(log, 0, 20);
        Assert.True(Files(folder).Length <= 4);
    }

    [Fact]
    public void What_is_waiting_comes_back_in_order_from_all_segments()
    {
        using var folder = new TemporaryFolder();
        using (var log = Open(folder, out _))
        {
            var messages = Append(log, 0, 100);
            foreach (var message in messages.Where((_, i) => i % 3 == 0)) log.Acknowledge(message, Session, 0);
            log.Flush();
        }

        using var again = Open(folder, out var waiting);
        Assert.Equal(Enumerable.Range(0, 100).Where(i => i % 3 != 0), waiting.Select(w => (int)w.Message!.Payload[0]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    public void A_kill_between_a_new_segment_and_its_first_record_loses_nothing(int bytesWritten)
    {
        using var folder = new TemporaryFolder();
        using (var log = Open(folder, out _)) Append(log, 0, 50);

        // What is on the disk then: the next file, empty or with a part of its first bytes.
        var next = Path.Combine(folder.Path, $"messages-{Files(folder).Length + 1:D10}.log");
        File.WriteAllBytes(next, "FOMQLOG1"u8[..bytesWritten]);

        using (var log = Open(folder, out var waiting))
        {
            Assert.Equal(50, waiting.Count);
            Append(log, 50, 50);
        }

        using var again = Open(folder, out var all);
        Assert.Equal(Enumerable.Range(0, 100), all.Select(w => (int)w.Message!.Payload[0]));
    }

    [Fact]
    public void A_write_that_was_cut_off_anywhere_costs_what_came_after_it_alone()
    {
        using var whole = new TemporaryFolder();
        using (var log = Open(whole, out _, 1 << 20)) Append(log, 0, 4);
        var bytes = File.ReadAllBytes(Assert.Single(Files(whole)));
        for (var length = 0; length < bytes.Length; length += 7)
        {
            using var cut = new TemporaryFolder();
            File.WriteAllBytes(Path.Combine(cut.Path, "messages-0000000001.log"), bytes[..length]);
            using (var log = Open(cut, out var waiting, 1 << 20))
            {
                Assert.Equal(Enumerable.Range(0, waiting.Count), waiting.Select(w => (int)w.Message!.Payload[0]));
                Assert.True(waiting.Count >= (length - 8) / (bytes.Length / 4) - 1);
                Append(log, 7, 1);
            }

            using var again = Open(cut, out var after, 1 << 20);
            Assert.Equal(7, after[^1].Message!.Payload[0]);
        }
    }

    private static string[] Files(TemporaryFolder folder) => Directory.GetFiles(folder.Path, "messages-*.log");

    private static MessageLog Open(TemporaryFolder folder, out List<LoggedMessage> waiting, long segmentBytes = SegmentBytes) =>
        new(folder.Path, out waiting, static (_, _) => { }, segmentBytes);

    private static List<StoredMessage> Append(MessageLog log, int first, int count)
    {
        var messages = new List<StoredMessage>();
        for (var i = first; i < first + count; i++)
        {
            var payload = new byte[300];
            payload[0] = (byte)i;
            var message = StoredMessage.From(new MqttMessage("a", payload) { QualityOfService = MqttQualityOfService.AtLeastOnce }, TimeProvider.System);
            log.Append(message, new Receiver(Session, MqttQualityOfService.AtLeastOnce, false, null));
            log.Flush();
            messages.Add(message);
        }

        return messages;
    }
}
