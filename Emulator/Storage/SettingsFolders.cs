namespace FlowOptics.Emulator.Storage;

/// <summary>Folders of buckets, queues, groups, streams: one is known by the settings in it.</summary>
internal static class SettingsFolders
{
    /// <summary>Hands out each; one without settings is what a kill left of a creation or a deletion, and goes.</summary>
    /// <exception cref="InvalidDataException">Settings are none of this program's; the message names the file.</exception>
    public static IEnumerable<(string Folder, T Settings)> Read<T>(string folder, string settings)
    {
        foreach (var each in Directory.CreateDirectory(folder).EnumerateDirectories())
        {
            var file = Path.Combine(each.FullName, settings);
            if (File.Exists(file)) yield return (each.FullName, AtomicFile.ReadJson<T>(file));
            else each.Delete(recursive: true);
        }
    }
}
