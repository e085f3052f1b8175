using System.Text;
using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.Tests.S3;

/// <summary>Listings held to the plain meaning: sort, cut, group.</summary>
public sealed class ListingTests
{
    [Fact]
    public void Pages_hold_what_sorting_by_bytes_and_grouping_gives()
    {
        var random = new Random(11);
        using var folder = new TemporaryFolder();
        var bucket = new Bucket(folder.Path, new BucketSettings("listing", "us-east-1", DateTimeOffset.UnixEpoch, []), TimeProvider.System);
        // Few letters, so that prefixes, delimiters and surrogates meet.
        string[] letters = ["a", "b", "/", "é", "\uFF5E", "\U0001F600"];
        var keys = Enumerable.Range(0, 60).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => letters[random.Next(letters.Length)]))).Distinct(StringComparer.Ordinal).ToList();
        foreach (var key in keys)
        {
            var staged = Path.Combine(bucket.StagingFolder, Guid.NewGuid().ToString());
            File.WriteAllText(staged, key);
            bucket.Put(new StoredObject { Key = key, Size = key.Length, ETag = "", LastModified = default }, staged, null, null);
        }

        for (var round = 0; round < 300; round++)
        {
            var prefix = random.Next(3) == 0 ? "" : keys[random.Next(keys.Count)] is var some ? some[..random.Next(some.Length)] : "";
            if (prefix.Length > 0 && char.IsHighSurrogate(prefix[^1])) prefix = prefix[..^1];
            var delimiter = random.Next(2) == 0 ? null : "/";
            var most = random.Next(1, 8);
            Assert.Equal(Plain(keys, prefix, delimiter), Pages(bucket, prefix, delimiter, most));
        }

        // And the same after the folder was read again.
        var again = new Bucket(folder.Path, bucket.Settings, TimeProvider.System);
        Assert.Equal(0, again.Load());
        Assert.Equal(Plain(keys, "", null), Pages(again, "", null, 1000));
    }

    private static List<string> Plain(IEnumerable<string> keys, string prefix, string? delimiter) =>
        [.. keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => delimiter is not null && key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) is >= 0 and var cut ? key[..(cut + 1)] : key)
            .Distinct(StringComparer.Ordinal).OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal)];

    private static List<string> Pages(Bucket bucket, string prefix, string? delimiter, int most)
    {
        var all = new List<string>();
        string? after = null;
        while (true)
        {
            var page = bucket.List(prefix, delimiter, after, most);
            Assert.InRange(page.Count, 0, most);
            all.AddRange(page.Objects.Select(each => each.Key).Concat(page.Prefixes).OrderBy(key => key, KeyOrder.Instance));
            if (!page.IsTruncated) return all;
            after = page.Last;
        }
    }
}
