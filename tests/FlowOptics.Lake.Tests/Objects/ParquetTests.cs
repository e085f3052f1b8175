using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Objects;

public sealed class ParquetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gives_the_batches_that_the_text_of_the_same_records_gives() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(40),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                var table = new RandomTable(random, random.Next(random.Next(4) == 0 ? 9000 : 600));
                var text = ReadObject.FromAsync(table.Text()).GetAwaiter().GetResult();
                var parquet = ReadObject.FromAsync(table.Parquet()).GetAwaiter().GetResult();

                Assert.Null(parquet.Fault);
                Assert.Equal(text.Encoded, parquet.Encoded);
                Assert.Equal(Counts(text.Report.Parse), Counts(parquet.Report.Parse));
                Assert.Equal(
                    text.Report.Parse.Samples.Select(sample => (sample.Line - 1, sample.Field, sample.Reason)),
                    parquet.Report.Parse.Samples.Select(sample => (sample.Line, sample.Field, sample.Reason)));
            }));

    [Fact]
    public async Task Reads_a_file_of_AWS()
    {
        var content = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Data", "flowlogs-reader", "flows.parquet"), TestContext.Current.CancellationToken);
        foreach (var read in new[] { await ReadObject.FromAsync(content), await ReadObject.FromAsync(GzipTextTests.Gzip(content), pieces: new Random(1)) })
        {
            Assert.Null(read.Fault);
            Assert.Equal((3, 1, 2, 0, 0), Counts(read.Report.Parse));
            var batch = Assert.Single(read.Batches);
            Assert.Equal(
                "198.51.100.1 192.0.2.1 443 49152 10 1439387263 Accept version=2 account-id=123456789010 interface-id=eni-102010ab",
                $"{batch.SrcAddr[0]} {batch.DstAddr[0]} {batch.SrcPort[0]} {batch.DstPort[0]} {batch.Packets[0]} {batch.Start[0]} {batch.Action[0]} {string.Join(' ', batch.Texts.Select(text => $"{text.Name}={text[0]}"))}");
        }
    }

    [Fact]
    public async Task Reads_the_file_that_was_opened_though_another_has_its_name_by_then()
    {
        var (first, second) = (new RandomTable(new Random(1), 50), new RandomTable(new Random(2), 60));
        _folder.Write("x.log.parquet", first.Parquet());
        await using var stored = await new FolderObjectStore(_folder.Path).OpenAsync("x.log.parquet", TestContext.Current.CancellationToken);
        File.Delete(_folder.Of("x.log.parquet"));
        _folder.Write("x.log.parquet", second.Parquet());

        long lines = 0;
        var report = new FlowObjectReport();
        await foreach (var batch in FlowObjectReader.ReadAsync(stored!, report, null, TestContext.Current.CancellationToken)) lines += batch.Count;

        Assert.Equal((50, lines), (report.Parse.Lines, report.Parse.Flows));
    }

    [Theory]
    [InlineData("443.0::DOUBLE", "row 1, field 4 (srcport): '443.0' is no port (0 to 65535)")]
    [InlineData("'443'", null)]
    [InlineData("443::UTINYINT + 188::USMALLINT", null)]
    [InlineData("18446744073709551615::UBIGINT", "row 1, field 4 (srcport): '18446744073709551615' is no port (0 to 65535)")]
    [InlineData("true", "row 1, field 4 (srcport): 'true' is no port (0 to 65535)")]
    [InlineData("[1, 2]", "row 1, field 4 (srcport): '[1, 2]' is no port (0 to 65535)")]
    [InlineData("NULL::INTEGER", null)]
    [InlineData("-1", "row 1, field 4 (srcport): '-1' is no port (0 to 65535)")]
    public async Task A_value_of_another_type_or_out_of_range_costs_its_record(string port, string? reason)
    {
        var read = await ReadObject.FromAsync(Parquet($"SELECT '10.0.0.1' AS srcaddr, '10.0.0.2' AS dstaddr, 1418530010::BIGINT AS start, {port.Replace("443::UTINYINT", "200::UTINYINT", StringComparison.Ordinal)} AS srcport"));

        Assert.Null(read.Fault);
        Assert.Equal(reason is null ? [] : [reason], read.Report.Parse.Samples.Select(sample => sample.ToString()));
        Assert.Equal(reason is null ? 1 : 0, read.Batches.Sum(batch => batch.Count));
    }

    [Fact]
    public async Task Keeps_what_text_could_not_say()
    {
        var read = await ReadObject.FromAsync(Parquet(
            "SELECT '10.0.0.1' AS srcaddr, '10.0.0.2' AS dstaddr, 1418530010::BIGINT AS start, E'two words\\nand a line' AS note, '' AS nothing, DATE '2026-11-22' AS day, 'OK' AS log_status, 'web%20x' AS asg_tag"));

        Assert.Null(read.Fault);
        var batch = Assert.Single(read.Batches);
        Assert.Equal(("two words\nand a line", null, "2026-11-22", "web x"), (batch.Text("note")![0], batch.Text("nothing")![0], batch.Text("day")![0], batch.Text("asg-tag")![0]));
    }

    [Fact]
    public async Task A_row_that_is_longer_than_a_line_may_be_is_rejected_alone()
    {
        var read = await ReadObject.FromAsync(Parquet(
            "SELECT '10.0.0.1' AS srcaddr, '10.0.0.2' AS dstaddr, i AS start, repeat('x', CASE WHEN i % 3 = 1 THEN 70000 ELSE 10 END) AS note, repeat('y', 30000) AS more FROM range(200) AS t(i)"));

        Assert.Null(read.Fault);
        Assert.Equal((133, 67, 67), (read.Report.Parse.Flows, read.Report.Parse.Rejected, read.Report.Parse.RejectedFor(RejectReason.Length)));
        Assert.Equal(Enumerable.Range(0, 200).Where(i => i % 3 != 1).Select(i => (long)i), read.Batches.SelectMany(batch => batch.Start));
        Assert.Equal("row 2: the row is longer than 65536 bytes", read.Report.Parse.Samples[0].ToString());
    }

    [Fact]
    public async Task Refuses_a_file_without_the_columns_that_a_flow_needs()
    {
        var read = await ReadObject.FromAsync(Parquet("SELECT 1 AS x"), "a/b.parquet");

        Assert.StartsWith("object 'a/b.parquet': the file lacks srcaddr and dstaddr and start", read.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_refuses_the_object_and_harms_nothing_else() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                var content = new RandomTable(new Random(7), 300).Parquet();
                if (random.Next(3) == 0) content = content[..random.Next(4, content.Length)];
                else for (var times = random.Next(1, 5); times > 0; times--) content[random.Next(4, content.Length)] = (byte)random.Next(256);

                var read = ReadObject.FromAsync(content, "a/b.parquet").GetAwaiter().GetResult();

                if (read.Fault is not null) Assert.StartsWith("object 'a/b.parquet'", read.Fault, StringComparison.Ordinal);
                Assert.DoesNotContain("/proc/", read.Fault ?? "", StringComparison.Ordinal);
                Assert.Equal(read.Report.Parse.Flows, read.Batches.Sum(batch => batch.Count));
            }));

    private static (long, long, long, long, long) Counts(ParseReport report) => (report.Lines - report.Headers, report.Flows, report.NoData, report.SkipData, report.Rejected);

    private static byte[] Parquet(string select)
    {
        var path = Path.GetTempFileName();
        try
        {
            using var database = DuckDbDatabase.Open();
            using var connection = database.Connect();
            connection.Execute($"COPY ({select}) TO '{path}' (FORMAT parquet)");
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
