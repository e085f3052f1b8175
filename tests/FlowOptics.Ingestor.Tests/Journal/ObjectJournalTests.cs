using FlowOptics.Ingestor.Journal;
using FlowOptics.Lake;

namespace FlowOptics.Ingestor.Tests.Journal;

public sealed class ObjectJournalTests : IDisposable
{
    private static readonly DateTimeOffset Time = new(2026, 11, 22, 0, 20, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("flowoptics-journal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Remembers_by_listing_and_by_content()
    {
        using (var journal = Open()) journal.Write(Object(1), "etag-1", JournalState.Done, 4096);

        using var reopened = Open();
        Assert.Equal(JournalState.Done, reopened.StateOf(Object(1)));
        Assert.Null(reopened.StateOf(Object(1) with { Size = 5 }));
        Assert.Equal(JournalState.Done, reopened.StateOf(Object(1) with { LastModified = Time.AddDays(1) }, "etag-1"));
        Assert.Null(reopened.StateOf(Object(1), "etag-2"));
        Assert.Null(reopened.StateOf(Object(2)));
    }

    [Fact]
    public void Keeps_every_whole_line_when_it_was_cut_at_any_byte_and_goes_on_from_there()
    {
        var whole = Path.Join(_folder, "whole");
        using (var journal = ObjectJournal.Open(whole, _ => true))
        {
            for (var i = 0; i < 6; i++) journal.Write(Object(i), $"etag-{i}", (JournalState)(i % 3), i);
        }

        var bytes = File.ReadAllBytes(whole);
        var lines = bytes.Index().Where(b => b.Item == '\n').Select(b => b.Index + 1).ToArray();
        Assert.Equal(6, lines.Length);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            File.WriteAllBytes(Journal, bytes[..cut]);
            var kept = lines.Count(end => end <= cut);
            using (var journal = Open())
            {
                Assert.Equal(kept, journal.Count);
                Assert.Equal(0, journal.DamagedLines);
                for (var i = 0; i < kept; i++) Assert.Equal((JournalState)(i % 3), journal.StateOf(Object(i), $"etag-{i}"));
                journal.Write(Object(100), "after", JournalState.Done);
            }

            using var again = Open();
            Assert.Equal(kept + 1, again.Count);
            Assert.Equal(0, again.DamagedLines);
        }
    }

    [Fact]
    public void Leaves_out_only_the_lines_that_are_damaged()
    {
        using (var journal = Open())
        {
            for (var i = 0; i < 4; i++) journal.Write(Object(i), $"etag-{i}", JournalState.Done);
        }

        var bytes = File.ReadAllBytes(Journal);
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(Journal, damaged);
            using var journal = Open();
            // A changed line feed joins two lines, and both are lost; a checksum in capitals is the same one. Nothing is read as something else.
            Assert.InRange(journal.Count, 2, 4);
            for (var i = 0; i < 4; i++) Assert.True(journal.StateOf(Object(i), $"etag-{i}") is JournalState.Done or null);
        }
    }

    [Fact]
    public void Forgets_finished_entries_that_are_not_wanted_but_never_a_begun_one()
    {
        using (var journal = Open())
        {
            journal.Write(Object(1), "1", JournalState.Done);
            journal.Write(Object(2), "2", JournalState.Refused);
            journal.Write(Object(3), "3", JournalState.Begun);
        }

        using var reopened = ObjectJournal.Open(Journal, _ => false);
        Assert.Equal(1, reopened.Count);
        Assert.Equal(JournalState.Begun, reopened.StateOf(Object(3)));
    }

    [Fact]
    public void Stays_small_over_many_rewrites_and_refuses_a_second_process()
    {
        using var journal = Open();
        for (var i = 0; i < 25_000; i++) journal.Write(Object(i % 10), $"etag-{i}", JournalState.Done);
        Assert.Equal(10, journal.Count);
        Assert.InRange(new FileInfo(Journal).Length, 1, 2_000_000);
        Assert.Throws<IOException>(Open);
    }

    private string Journal => Path.Join(_folder, "objects.journal");

    private static ObjectInfo Object(int i) => new("bucket", $"AWSLogs/{i}/ü \"x\"\n.log.gz", i + 1, Time.AddSeconds(i));

    private ObjectJournal Open() => ObjectJournal.Open(Journal, _ => true);
}
