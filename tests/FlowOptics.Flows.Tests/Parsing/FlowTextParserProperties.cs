using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Flows.Tests.Parsing;

/// <summary>The parser beside the reference parser on random logs, damaged and cut into blocks at random.</summary>
public sealed class FlowTextParserProperties
{
    // A log that fails is made smaller by leaving lines out.
    private static readonly Arbitrary<Log> Logs = Arb.From(Gen.Choose(0, int.MaxValue).Select(seed => new Log(new RandomLog(seed).Lines())), WithFewerLines);

    [Fact]
    public void Reads_what_the_reference_reads_and_rejects_what_it_rejects() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll(Logs, Gen.Choose(1, 300).ToArbitrary(), (log, block) =>
            {
                Assert.Null(ParserComparison.Difference([.. log.Lines.SelectMany(line => line)], block));
            }));

    [Fact]
    public void Reads_as_the_reference_does_where_most_lines_are_damaged() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).Select(seed => new Log(new RandomLog(seed).DamagedLines(out _))).ToArbitrary(), Gen.Choose(1, 300).ToArbitrary(), (log, block) =>
            {
                Assert.Null(ParserComparison.Difference([.. log.Lines.SelectMany(line => line)], block));
            }));

    [Fact]
    public void Batches_do_not_depend_on_how_the_text_came_in_blocks() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(20),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                var text = ManyRecords(random, random.Next(9000, 14000));
                var whole = Parse.Bytes(text).Batches.ConvertAll(FlowWire.Encode);
                var inBlocks = Parse.Bytes(text, block: random.Next(1, 100_000)).Batches.ConvertAll(FlowWire.Encode);

                Assert.Equal(whole, inBlocks);
                Assert.All(whole, bytes => Assert.InRange(bytes.Length, 1, FlowWire.MaxBatchBytes));
            }));

    [Fact]
    public void A_part_of_a_batch_is_what_its_lines_alone_would_have_made() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(50),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                var lines = Encoding.UTF8.GetString(ManyRecords(random, 300)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
                var first = random.Next(lines.Length);
                var count = random.Next(1, lines.Length - first + 1);
                var whole = Assert.Single(Parse.Text(string.Join('\n', lines)).Batches);
                var alone = Assert.Single(Parse.Text(string.Join('\n', lines.Skip(first).Take(count))).Batches);

                var part = whole.Slice(first, count);

                Assert.Equal(whole.Origin with { FirstRecord = first, Count = count }, part.Origin);
                Assert.Equal(Rows.Of(alone), Rows.Of(part));
                Assert.Equal(alone.Account, part.Account);
                Assert.Equal(alone.Texts.Select(text => text.Values), part.Texts.Select(text => text.Values));
            }));

    [Fact]
    public void A_batch_whose_encoding_would_be_too_large_is_halved_and_no_more_than_needed()
    {
        // Every interface and account another: the dictionaries alone pass the limit.
        var text = ManyRecords(new Random(5), 4096, distinct: true);
        var batches = Parse.Bytes(text).Batches;

        Assert.True(batches.Count > 1);
        Assert.Equal(4096, batches.Sum(batch => batch.Count));
        for (var i = 0; i < batches.Count; i++)
        {
            Assert.InRange(FlowWire.Encode(batches[i]).Length, 1, FlowWire.MaxBatchBytes);
            // A batch and the other half of what it was cut from are too large together.
            if (i % 2 == 1 && batches[i].Count == batches[i - 1].Count)
            {
                var lines = Encoding.UTF8.GetString(text).Split('\n');
                var from = (int)batches[i - 1].Origin.FirstRecord;
                var both = new FlowTextParser(Parse.Identity);
                both.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines.Skip(from).Take(batches[i].Count * 2))));
                both.Complete();
                Assert.True(Take(both).Count > 1);
            }
        }
    }

    [Fact]
    public void Batches_are_also_cut_where_their_lines_have_too_many_bytes_together()
    {
        var tag = new string('t', 60_000);
        var text = new StringBuilder("srcaddr dstaddr start instance-tag\n");
        for (var i = 0; i < 300; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"10.0.0.1 10.0.0.2 {i} {tag}{i}\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());

        var whole = Parse.Bytes(bytes).Batches;
        var inBlocks = Parse.Bytes(bytes, block: 50_000).Batches;

        Assert.Equal(Enumerable.Range(0, 300), whole.SelectMany(batch => batch.Start.Select(start => (int)start)));
        Assert.Equal(whole.ConvertAll(batch => batch.Origin), inBlocks.ConvertAll(batch => batch.Origin));
        Assert.All(whole, batch => Assert.InRange(FlowWire.Encode(batch).Length, 1, FlowWire.MaxBatchBytes));
    }

    private static List<FlowBatch> Take(FlowTextParser parser)
    {
        var batches = new List<FlowBatch>();
        while (parser.TryTake(out var batch)) batches.Add(batch);
        return batches;
    }

    private static byte[] ManyRecords(Random random, int count, bool distinct = false)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var account = distinct ? 100_000_000_000 + i : 100_000_000_000 + random.Next(3);
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"2 {account} eni-{(distinct ? i : random.Next(20)):x17} 10.{random.Next(256)}.{random.Next(256)}.{random.Next(256)} 10.0.0.{random.Next(256)} ");
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{random.Next(65536)} 443 6 {random.Next(100_000)} {random.NextInt64(1L << 40)} {1_700_000_000 + random.Next(600)} 1700000600 ACCEPT OK\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static IEnumerable<Log> WithFewerLines(Log log)
    {
        for (var size = (log.Lines.Count + 1) / 2; size > 0; size /= 2)
        {
            for (var from = 0; from + size <= log.Lines.Count; from += size) yield return new Log([.. log.Lines.Take(from), .. log.Lines.Skip(from + size)]);
        }
    }

    private sealed record Log(List<byte[]> Lines)
    {
        public override string ToString() => string.Concat(Lines.Select(line => $"\n{Encoding.Latin1.GetString(line).ReplaceLineEndings("⏎")}"));
    }
}
