using System.Text;
using FlowOptics.Flows;

namespace FlowOptics.Lake.Tests.Objects;

public sealed class FlowObjectReaderTests : IDisposable
{
    private const string Header = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reads_the_same_batches_from_plain_text_gzip_and_several_gzip_members_whatever_the_name()
    {
        var text = Text(10_000);
        var half = Encoding.ASCII.GetString(text).IndexOf('\n', text.Length / 2) + 1;
        var plain = await Read("plain.gz.txt", text);
        var gzip = await Read("named-wrong.log", GzipTextTests.Gzip(text));
        var members = await Read("members.log.gz", [.. GzipTextTests.Gzip(text[..half]), .. GzipTextTests.Gzip(text[half..])]);
        var marked = await Read("marked.txt", [0xEF, 0xBB, 0xBF, .. text]);

        Assert.Equal([4096, 4096, 1808], plain.Batches.Select(b => b.Count));
        foreach (var other in new[] { gzip, members, marked })
        {
            Assert.Null(other.Fault);
            Assert.Equal(plain.Batches.Select(b => (b.Origin.FirstRecord, b.Count)), other.Batches.Select(b => (b.Origin.FirstRecord, b.Count)));
            Assert.Equal(Rows(plain.Batches), Rows(other.Batches));
            Assert.Equal((10_001, 10_000, 1), (other.Report.Parse.Lines, other.Report.Parse.Flows, other.Report.Parse.Headers));
        }
    }

    [Fact]
    public async Task Takes_account_and_region_from_the_key_and_text_that_was_unpacked_under_a_gz_name()
    {
        var read = await Read("AWSLogs/210987654321/vpcflowlogs/eu-north-1/2026/11/22/x.log.gz", Text(3));
        Assert.Null(read.Fault);
        var batch = Assert.Single(read.Batches);
        Assert.Equal(("210987654321", "eu-north-1", true, true), (batch.Account, batch.Region, batch.AccountFromPath, batch.RegionFromPath));
    }

    [Theory]
    [InlineData("empty.log", "")]
    [InlineData("empty.log.gz", "")]
    [InlineData("empty-member.log.gz", "1f8b080000000000000303000000000000000000")]
    public async Task Finds_an_empty_object_empty_and_no_fault(string key, string hex)
    {
        var read = await Read(key, Convert.FromHexString(hex));
        Assert.Null(read.Fault);
        Assert.Empty(read.Batches);
        Assert.True(read.Report.IsEmpty);
    }

    [Theory]
    [InlineData("photo.log.gz", "ffd8ffe000104a46", "object 'photo.log.gz' is not gzip, though its name says so: it begins with ff d8 ff e0, gzip with 1f 8b; copy it again")]
    [InlineData("x.zip", "504b030414000000", "object 'x.zip' is a zip archive, which is not read: give it as plain text, gzip or Parquet")]
    [InlineData("x.log", "28b52ffd04001100", "object 'x.log' is zstd, which is not read: give it as plain text, gzip or Parquet")]
    [InlineData("garbage", "010200ff", "object 'garbage' is neither text nor gzip nor Parquet: byte 2 is 0 and the first are 01 02 00 ff; only flow logs belong here")]
    [InlineData("cut.gz", "1f8b08", "object 'cut.gz' is gzip that is truncated, after 0 bytes of text: copy it again from its source")]
    public async Task Refuses_what_is_no_flow_log_in_one_sentence(string key, string hex, string sentence)
    {
        var read = await Read(key, Convert.FromHexString(hex));
        Assert.Equal(sentence, read.Fault);
        Assert.Empty(read.Batches);
    }

    [Fact]
    public async Task Refuses_a_header_that_names_a_field_twice_and_says_which_object()
    {
        var read = await Read("x/y.log", Encoding.ASCII.GetBytes("version srcaddr srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n"));
        Assert.StartsWith("object 'x/y.log': ", read.Fault, StringComparison.Ordinal);
        Assert.Contains("srcaddr", read.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_out_all_whole_lines_before_a_cut()
    {
        var whole = GzipTextTests.Gzip(Text(20_000));
        var expected = await Read("whole.gz", whole);
        for (var cut = 10; cut < whole.Length; cut += whole.Length / 40)
        {
            var read = await Read("cut.gz", whole[..cut]);
            Assert.Contains("truncated", read.Fault, StringComparison.Ordinal);
            Assert.Equal(Rows(expected.Batches).Take(read.Batches.Sum(b => b.Count)), Rows(read.Batches));
            Assert.All(read.Batches.SkipLast(1), batch => Assert.Equal(4096, batch.Count));
            Assert.Equal(read.Report.Parse.Flows, read.Batches.Sum(b => b.Count));
        }
    }

    private static byte[] Text(int records)
    {
        var text = new StringBuilder(Header);
        for (var i = 0; i < records; i++)
        {
            text.Append($"2 123456789012 eni-0a1b2c3d 10.0.{i / 250 % 250}.{i % 250} 10.0.0.1 {1024 + i} 443 6 {i + 1} {i * 7919 % 10007 + 40} 1795305600 1795305660 ACCEPT OK\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static IEnumerable<(Address, int, long, long)> Rows(IEnumerable<FlowBatch> batches) =>
        batches.SelectMany(batch => Enumerable.Range(0, batch.Count).Select(i => (batch.SrcAddr[i], (int)batch.SrcPort[i], batch.Packets[i], batch.Bytes[i])));

    private async Task<(List<FlowBatch> Batches, FlowObjectReport Report, string? Fault)> Read(string key, byte[] content)
    {
        _folder.Write(key, content);
        await using var stored = await new FolderObjectStore(_folder.Path).OpenAsync(key, TestContext.Current.CancellationToken);
        var (batches, report) = (new List<FlowBatch>(), new FlowObjectReport());
        try
        {
            await foreach (var batch in FlowObjectReader.ReadAsync(stored!, report, null, TestContext.Current.CancellationToken)) batches.Add(batch);
            return (batches, report, null);
        }
        catch (FlowObjectException e)
        {
            return (batches, report, e.Message);
        }
    }
}
