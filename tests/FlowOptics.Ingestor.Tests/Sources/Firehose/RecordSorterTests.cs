using System.IO.Compression;
using System.Text;
using FlowOptics.Ingestor.Sources.Firehose;

namespace FlowOptics.Ingestor.Tests.Sources.Firehose;

public sealed class RecordSorterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void However_the_lines_come_in_blocks_each_is_in_the_object_of_its_account_and_day(int seed)
    {
        var random = new Random(seed);
        var noon = DateTimeOffset.UnixEpoch.AddDays(20_000.5);
        var lines = Enumerable.Range(0, 2000).Select(i => random.Next(20) == 0 ? "no record" : Push.Record(i, $"12345678901{random.Next(3)}", noon.AddDays(random.Next(4)))).ToList();
        // The plain way: by fields; what is no record goes with the one before it.
        var expected = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var last = "999999999999 20000";
        foreach (var line in lines)
        {
            var fields = line.Split(' ');
            if (fields.Length > 2) last = $"{fields[1]} {long.Parse(fields[10], System.Globalization.CultureInfo.InvariantCulture) / 86_400}";
            if (!expected.TryGetValue(last, out var all)) expected[last] = all = [];
            all.Add(line);
        }

        using var folder = new TemporaryFolder();
        using var sorter = new RecordSorter(folder.Path, null, "999999999999", noon);
        var text = Encoding.ASCII.GetBytes(string.Join('\n', lines) + "\n");
        for (var i = 0; i < text.Length;)
        {
            var length = Math.Min(random.Next(1, random.Next(1, 3000)), text.Length - i);
            sorter.Add(text.AsSpan(i, length), null);
            i += length;
        }

        sorter.Complete();

        Assert.Equal(2000, sorter.Lines);
        var found = sorter.Drafts.ToDictionary(draft => $"{draft.Account} {draft.First.ToUnixTimeSeconds() / 86_400}", Lines, StringComparer.Ordinal);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, pair => Assert.Equal(pair.Value, found[pair.Key]));
    }

    [Fact]
    public void Fields_come_by_the_configured_format_and_milliseconds_are_seconds()
    {
        using var folder = new TemporaryFolder();
        using var sorter = new RecordSorter(folder.Path, "${start} ${srcaddr} ${dstaddr} ${account-id}", "999999999999", DateTimeOffset.UnixEpoch);
        sorter.Add("1795305600000 10.0.0.1 10.0.0.2 123456789012\r\n"u8, null);
        sorter.Add("1795305600 10.0.0.1 10.0.0.2 123456789012"u8, null);
        sorter.Complete();

        var draft = Assert.Single(sorter.Drafts);
        Assert.Equal(("123456789012", DateTimeOffset.FromUnixTimeSeconds(1795305600)), (draft.Account, draft.First));
        Assert.Equal(2, Lines(draft).Count);
    }

    private static List<string> Lines(ObjectDraft draft)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(draft.File), CompressionMode.Decompress));
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("srcaddr", lines[0], StringComparison.Ordinal);
        return [.. lines[1..]];
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("flowoptics-sorter-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
