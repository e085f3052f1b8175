using System.IO.Compression;
using System.Text;

namespace FlowOptics.Lake.Tests.Objects;

public class GzipTextTests
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 800).Select(i => $"{i * 7919 % 10007} line\n")));
    private static readonly byte[] Whole = Gzip(Text);

    // As gzip(1) writes it; GZipStream writes no byte at all.
    private static readonly byte[] GzipOfNothing = Convert.FromHexString("1f8b080000000000000303000000000000000000");

    [Fact]
    public async Task Reads_one_member_several_members_and_an_empty_one()
    {
        foreach (var (content, expected) in new (byte[], byte[])[] { (Whole, Text), ([.. Whole, .. Whole], [.. Text, .. Text]), (GzipOfNothing, []) })
        {
            var (text, fault) = await Read(content);
            Assert.Null(fault);
            Assert.Equal(expected, text);
        }
    }

    [Fact]
    public async Task Says_of_an_object_cut_at_any_byte_that_it_is_not_whole_and_gives_out_nothing_wrong()
    {
        for (var cut = 2; cut < Whole.Length; cut++)
        {
            var (text, fault) = await Read(Whole[..cut]);
            Assert.True(fault is "gzip that is truncated" or "gzip that is damaged" or "gzip that is followed by bytes that are not gzip", $"cut at {cut}: {fault}");
            Assert.True(Text.AsSpan().StartsWith(text), $"cut at {cut}: wrong text");
        }
    }

    [Fact]
    public async Task Says_of_a_second_member_cut_at_any_byte_that_it_is_not_whole()
    {
        for (var cut = 1; cut < Whole.Length; cut += 7)
        {
            var (text, fault) = await Read([.. Whole, .. Whole[..cut]]);
            Assert.NotNull(fault);
            Assert.True(text.AsSpan().StartsWith(Text), $"cut at {cut}: the first member is lost");
        }
    }

    [Fact]
    public async Task Says_that_bytes_behind_the_end_or_a_changed_byte_are_no_gzip()
    {
        Assert.Equal("gzip that is followed by bytes that are not gzip", (await Read([.. Whole, .. new byte[40_000]])).Fault);
        Assert.Equal("gzip that is followed by bytes that are not gzip", (await Read([.. Whole, 1, 2, 3])).Fault);
        var flipped = (byte[])Whole.Clone();
        flipped[^6] ^= 1;
        Assert.NotNull((await Read(flipped)).Fault);
    }

    internal static byte[] Gzip(byte[] text)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(text);
        return compressed.ToArray();
    }

    private static async Task<(byte[] Text, string? Fault)> Read(byte[] content)
    {
        var text = new MemoryStream();
        var buffer = new byte[1000];
        await using var gzip = new GzipText(content.AsMemory(0, 2), new MemoryStream(content, 2, content.Length - 2));
        try
        {
            while (await gzip.ReadAsync(buffer, TestContext.Current.CancellationToken) is var read and > 0) text.Write(buffer, 0, read);
            return (text.ToArray(), null);
        }
        catch (ContentException e)
        {
            return (text.ToArray(), e.Message);
        }
    }
}
