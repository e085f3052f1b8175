using System.Collections.Concurrent;
using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.Athena.WorkGroups;

/// <summary>All workgroups; "primary" is always there.</summary>
internal sealed class WorkGroupStore(EmulatorOptions options, TimeProvider time)
{
    public const string Primary = "primary";
    private readonly ConcurrentDictionary<string, WorkGroup> _groups = new(StringComparer.Ordinal);

    public IEnumerable<WorkGroup> All => _groups.Values.OrderBy(group => group.Name, StringComparer.Ordinal);

    private string Folder => Path.Combine(options.Folder, "athena", "workgroups");

    public void Open()
    {
        _groups[Primary] = new WorkGroup(Primary, null, null, false, null, true, true, time.GetUtcNow());
        foreach (var file in Directory.CreateDirectory(Folder).EnumerateFiles("*.json"))
        {
            var group = AtomicFile.ReadJson<WorkGroup>(file.FullName);
            _groups[group.Name] = group;
        }
    }

    public WorkGroup? Find(string name) => _groups.GetValueOrDefault(name);

    public void Put(WorkGroup group)
    {
        AtomicFile.WriteJson(Path.Combine(Folder, group.Name + ".json"), group);
        _groups[group.Name] = group;
    }

    public void Delete(string name)
    {
        if (_groups.TryRemove(name, out _)) File.Delete(Path.Combine(Folder, name + ".json"));
    }
}
