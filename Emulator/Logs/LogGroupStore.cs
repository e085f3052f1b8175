using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.Sqs;
using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.Logs;

/// <summary>All log groups.</summary>
internal sealed partial class LogGroupStore(EmulatorOptions options)
{
    private readonly ConcurrentDictionary<string, LogGroup> _groups = new(StringComparer.Ordinal);

    private string Folder => Path.Combine(options.Folder, "logs");

    public IEnumerable<LogGroup> All => _groups.Values.OrderBy(group => group.Settings.Name, StringComparer.Ordinal);

    public void Open()
    {
        foreach (var (folder, settings) in SettingsFolders.Read<LogGroupSettings>(Folder, LogGroupSettings.File))
        {
            // What a kill cut off was never acknowledged, and the next event must not become part of it.
            foreach (var events in Directory.EnumerateFiles(folder, "*.events")) _ = Journal.Read(events);
            _groups[settings.Name] = new LogGroup(folder, settings);
        }
    }

    /// <exception cref="AwsException">ResourceNotFoundException.</exception>
    public LogGroup Get(string? name) =>
        name is not null && _groups.TryGetValue(name, out var group)
            ? group
            : throw new AwsException(400, "ResourceNotFoundException", "The specified log group does not exist.");

    /// <exception cref="AwsException">It exists, or its name is none.</exception>
    public void Create(string name, string region, long now)
    {
        if (!Name().IsMatch(name))
            throw new AwsException(400, "InvalidParameterException",
                $"Value '{name}' at 'logGroupName' failed to satisfy constraint: 1 to 512 of a-z, A-Z, 0-9, '_', '-', '/', '.', '#'");
        // A name may have slashes and be longer than a file's.
        var folder = Path.Combine(Folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)));
        var group = new LogGroup(folder, new LogGroupSettings(name, region, now, [], []));
        lock (group.Gate)
        {
            if (!_groups.TryAdd(name, group)) throw new AwsException(400, "ResourceAlreadyExistsException", "The specified log group already exists");
            group.Change(group.Settings);
        }
    }

    public void Delete(string? name)
    {
        var group = Get(name);
        lock (group.Gate)
        {
            if (_groups.TryRemove(group.Settings.Name, out _)) group.Delete();
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9_/.#-]{1,512}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
