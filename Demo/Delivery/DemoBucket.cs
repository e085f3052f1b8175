using System.Globalization;
using System.IO.Compression;
using FlowOptics.Demo.Records;
using FlowOptics.Demo.World;

namespace FlowOptics.Demo.Delivery;

/// <summary>
/// Writes flow-log objects into the bucket's folder, and reads from it what was written. Safe against being killed anywhere: an object comes
/// into being by a rename, and each flow log's objects are written in order of time, so the newest says where to go on.
/// </summary>
internal sealed class DemoBucket(string folder)
{
    private const string Unfinished = ".tmp";

    public string Folder => folder;

    /// <summary>Writes one object; where it is there already, it is left as it is (its content would be the same).</summary>
    /// <param name="delivered">The modification time that it gets; null: now.</param>
    /// <returns>How many records.</returns>
    public long Write(FlowLog log, long from, long to, DateTimeOffset? delivered)
    {
        var path = Path.Join(folder, DemoKey.Of(log.Vpc, to));
        if (File.Exists(path)) return 0;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + Unfinished;
        long records;
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 64 * 1024))
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
        using (var text = new RecordText(gzip))
        {
            text.WriteHeader(log.Header);
            log.Traffic.Write(from, to, text);
            text.Flush();
            records = text.Records;
        }

        if (delivered is { } time) File.SetLastWriteTimeUtc(unfinished, time.UtcDateTime);
        File.Move(unfinished, path, overwrite: true);
        return records;
    }

    /// <summary>Up to when this flow log was delivered, or null where it never was. Looks at the newest day that has any.</summary>
    public long? DeliveredUntil(FlowLog log)
    {
        var region = DemoKey.Folder(folder, log.Vpc);
        if (!Directory.Exists(region)) return null;
        foreach (var year in Newest(region, 4))
        {
            foreach (var month in Newest(year, 2))
            {
                foreach (var day in Newest(month, 2))
                {
                    long? until = null;
                    foreach (var file in Directory.EnumerateFiles(day, $"*{log.Vpc.FlowLogId}*"))
                    {
                        if (DemoKey.EndOf(log.Vpc, Path.GetFileName(file.AsSpan())) is { } end && !(end <= until)) until = end;
                        else if (file.EndsWith(Unfinished, StringComparison.Ordinal)) File.Delete(file);
                    }

                    if (until is not null) return until;
                }
            }
        }

        return null;
    }

    /// <summary>Deletes the demo's own objects that end before <paramref name="oldest"/>, and the oldest beyond <paramref name="maxObjects"/>.</summary>
    /// <returns>How many.</returns>
    public int Prune(IEnumerable<FlowLog> logs, long oldest, int maxObjects)
    {
        var objects = new List<(long End, string Path)>();
        foreach (var log in logs)
        {
            var region = DemoKey.Folder(folder, log.Vpc);
            if (!Directory.Exists(region)) continue;
            foreach (var file in Directory.EnumerateFiles(region, $"*{log.Vpc.FlowLogId}*", SearchOption.AllDirectories))
            {
                if (DemoKey.EndOf(log.Vpc, Path.GetFileName(file.AsSpan())) is { } end) objects.Add((end, file));
            }
        }

        objects.Sort();
        var pruned = 0;
        while (pruned < objects.Count && (objects[pruned].End < oldest || objects.Count - pruned > maxObjects))
        {
            var path = objects[pruned++].Path;
            File.Delete(path);
            var day = Path.GetDirectoryName(path)!;
            if (!Directory.EnumerateFileSystemEntries(day).Any()) Directory.Delete(day);
        }

        return pruned;
    }

    private static IEnumerable<string> Newest(string parent, int digits) =>
        Directory.EnumerateDirectories(parent)
            .Where(path => Path.GetFileName(path) is var name && name.Length == digits && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .OrderDescending(StringComparer.Ordinal);
}
