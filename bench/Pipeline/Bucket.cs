namespace FlowOptics.Bench.Pipeline;

/// <summary>The folder that the product watches, filled from prepared objects: each appears whole, by a rename.</summary>
internal sealed class Bucket(string prepared, string folder)
{
    // Older than the time for which a listed object must lie still before it counts as finished: that wait is not throughput.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    // As the bucket of a stream has them: one after the other, not all in one moment.
    private const int ObjectsOfSecond = 4;

    public string Folder => folder;

    /// <summary>Puts these objects there, as if they had come during the last seconds.</summary>
    public void Put(IReadOnlyList<string> objects)
    {
        var now = DateTime.UtcNow;
        for (var i = 0; i < objects.Count; i++) Put(objects[i], now - Settled - TimeSpan.FromSeconds((objects.Count - i) / (double)ObjectsOfSecond));
    }

    /// <summary>Puts one object there. Its content stays where it was prepared, for other runs.</summary>
    /// <param name="prefix">Before its name, so that one content can come as many objects.</param>
    public void Put(string path, DateTime written, string prefix = "")
    {
        var target = Path.Combine(folder, Path.GetDirectoryName(path)!, prefix + Path.GetFileName(path));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        // Tools that copy write under a hidden name first, and the product passes over those.
        var unfinished = Path.Combine(folder, "." + Path.GetFileName(target));
        File.Copy(Path.Combine(prepared, path), unfinished);
        File.SetLastWriteTimeUtc(unfinished, written);
        File.Move(unfinished, target);
    }
}
