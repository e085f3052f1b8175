using System.IO.Compression;
using FlowOptics.Demo.Records;
using FlowOptics.Demo.World;

namespace FlowOptics.Demo.Delivery;

/// <summary>An object's content: a flow log's records of an interval, with a header, gzip.</summary>
internal static class DemoObject
{
    /// <returns>How many records.</returns>
    public static long Write(Stream target, FlowLog log, long from, long to)
    {
        using var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);
        using var text = new RecordText(gzip);
        text.WriteHeader(log.Header);
        log.Traffic.Write(from, to, text);
        text.Flush();
        return text.Records;
    }

    /// <summary>What goes: the oldest, where they end before a time or are too many.</summary>
    public static IReadOnlyList<(long End, string Name)> Outdated(List<(long End, string Name)> all, long oldest, int maxObjects)
    {
        all.Sort();
        var count = 0;
        while (count < all.Count && (all[count].End < oldest || all.Count - count > maxObjects)) count++;
        return all[..count];
    }
}
