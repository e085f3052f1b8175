using System.Collections.Concurrent;
using System.Threading.Channels;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.Firehose;

/// <summary>All delivery streams, each a folder.</summary>
internal sealed class DeliveryStreamStore(EmulatorOptions options, TimeProvider time, ILogger<DeliveryStreamStore> logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, DeliveryStream> _streams = new(StringComparer.Ordinal);
    private readonly Channel<DeliveryStream> _opened = Channel.CreateUnbounded<DeliveryStream>();
    private readonly Lock _creating = new();

    public IEnumerable<DeliveryStream> All => _streams.Values.OrderBy(stream => stream.Settings.Name, StringComparer.Ordinal);

    /// <summary>Each stream once, when it is there to be emptied.</summary>
    public ChannelReader<DeliveryStream> Opened => _opened.Reader;

    private string Folder => Path.Combine(options.Folder, "firehose");

    public void Open()
    {
        foreach (var (folder, settings) in SettingsFolders.Read<DeliveryStreamSettings>(Folder, DeliveryStreamSettings.File)) Add(folder, settings);
    }

    /// <exception cref="AwsException">ResourceNotFoundException.</exception>
    public DeliveryStream Get(string? name) => name is not null && _streams.TryGetValue(name, out var stream)
        ? stream
        : throw new AwsException(400, "ResourceNotFoundException", $"Firehose {name} under account {EmulatorOptions.Account} not found.");

    public DeliveryStream? FindByArn(string arn) => _streams.Values.FirstOrDefault(stream => stream.Settings.Arn == arn);

    /// <exception cref="AwsException">ResourceInUseException.</exception>
    public void Create(DeliveryStreamSettings settings)
    {
        lock (_creating)
        {
            if (_streams.ContainsKey(settings.Name))
                throw new AwsException(400, "ResourceInUseException",
                    $"Firehose {settings.Name} under accountId {EmulatorOptions.Account} already exists");
            var folder = Directory.CreateDirectory(Path.Combine(Folder, settings.Name)).FullName;
            AtomicFile.WriteJson(Path.Combine(folder, DeliveryStreamSettings.File), settings);
            Add(folder, settings);
        }
    }

    public void Delete(string? name)
    {
        lock (_creating)
        {
            Get(name).Delete();
            _streams.TryRemove(name!, out _);
        }
    }

    public void Dispose()
    {
        foreach (var stream in _streams.Values) stream.Dispose();
    }

    private void Add(string folder, DeliveryStreamSettings settings)
    {
        var stream = new DeliveryStream(folder, settings, time, logger);
        _streams[settings.Name] = stream;
        _opened.Writer.TryWrite(stream);
    }
}
