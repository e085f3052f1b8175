using System.Globalization;
using FlowOptics.Demo.World;

namespace FlowOptics.Demo.Delivery;

/// <summary>The folder that stands for the bucket. An object comes into being by a rename.</summary>
internal sealed class FolderBucket(string folder) : IDemoBucket
{
    private const string Unfinished = ".tmp";

    public string Name => folder;

    public Task<long> WriteAsync(FlowLog log, long from, long to, DateTimeOffset? delivered, CancellationToken cancellationToken)
    {
        var path = Path.Join(folder, DemoKey.Of(log.Vpc, to));
        if (File.Exists(path)) return Task.FromResult(0L);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + Unfinished;
        long records;
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 64 * 1024)) records = DemoObject.Write(file, log, from, to);
        if (delivered is { } time) File.SetLastWriteTimeUtc(unfinished, time.UtcDateTime);
        File.Move(unfinished, path, overwrite: true);
        return Task.FromResult(records);
    }

    /// <remarks>Looks at the newest day that has any.</remarks>
    public Task<long?> DeliveredUntilAsync(FlowLog log, CancellationToken cancellationToken) => Task.FromResult(DeliveredUntil(log));

    public Task<int> PruneAsync(IReadOnlyList<FlowLog> logs, long oldest, int maxObjects, CancellationToken cancellationToken)
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

        var outdated = DemoObject.Outdated(objects, oldest, maxObjects);
        foreach (var (_, path) in outdated)
        {
            File.Delete(path);
            var day = Path.GetDirectoryName(path)!;
            if (!Directory.EnumerateFileSystemEntries(day).Any()) Directory.Delete(day);
        }

        return Task.FromResult(outdated.Count);
    }

    private long? DeliveredUntil(FlowLog log)
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

    private static IEnumerable<string> Newest(string parent, int digits) =>
        Directory.EnumerateDirectories(parent)
            .Where(path => Path.GetFileName(path) is var name && name.Length == digits && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .OrderDescending(StringComparer.Ordinal);
}
