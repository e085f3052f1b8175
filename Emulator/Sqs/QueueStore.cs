using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.Sqs;

/// <summary>All queues, each a folder.</summary>
internal sealed partial class QueueStore(EmulatorOptions options, TimeProvider time, ILogger<QueueStore> logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, MessageQueue> _queues = new(StringComparer.Ordinal);
    private readonly Lock _creating = new();

    public IEnumerable<MessageQueue> All => _queues.Values.OrderBy(queue => queue.Name, StringComparer.Ordinal);

    private string Folder => Path.Combine(options.Folder, "sqs");

    public void Open()
    {
        foreach (var (folder, settings) in SettingsFolders.Read<QueueSettings>(Folder, QueueSettings.File))
            _queues[settings.Name] = new MessageQueue(this, folder, settings, time, logger);
    }

    public MessageQueue? Find(string name) => _queues.GetValueOrDefault(name);

    public MessageQueue? FindByArn(string arn) =>
        arn.StartsWith("arn:aws:sqs:", StringComparison.Ordinal) && Find(arn[(arn.LastIndexOf(':') + 1)..]) is { } queue && queue.Arn == arn
            ? queue
            : null;

    /// <summary>Creates it, or hands back the one that is there with the same attributes.</summary>
    public MessageQueue Create(string name, string region, IReadOnlyDictionary<string, string> attributes)
    {
        if (name.EndsWith(".fifo", StringComparison.Ordinal) || attributes.ContainsKey("FifoQueue"))
        {
            throw new AwsException(400, "UnsupportedOperation", "The emulator has standard queues only, no FIFO queues.");
        }

        if (!Name().IsMatch(name))
            throw new AwsException(400, "InvalidParameterValue",
                "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        foreach (var (key, value) in attributes) QueueAttributes.Check(key, value);
        lock (_creating)
        {
            if (_queues.TryGetValue(name, out var existing))
            {
                if (attributes.FirstOrDefault(pair => existing.Settings.Attributes.GetValueOrDefault(pair.Key) != pair.Value) is { Key: { } different })
                    throw new AwsException(400, "QueueNameExists",
                        $"A queue already exists with the same name and a different value for attribute {different}");
                return existing;
            }

            var now = time.GetUtcNow().ToUnixTimeSeconds();
            var all = new Dictionary<string, string>(QueueAttributes.Defaults, StringComparer.Ordinal);
            foreach (var (key, value) in attributes) all[key] = value;
            var folder = Path.Combine(Folder, name);
            Directory.CreateDirectory(folder);
            var settings = new QueueSettings(name, region, now, now, all);
            var queue = new MessageQueue(this, folder, settings, time, logger);
            queue.Change(settings);
            return _queues[name] = queue;
        }
    }

    public void Delete(MessageQueue queue)
    {
        lock (_creating)
        {
            if (_queues.TryRemove(queue.Name, out _)) queue.DeleteFolder();
        }
    }

    public void Dispose()
    {
        foreach (var queue in _queues.Values) queue.Dispose();
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,80}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
