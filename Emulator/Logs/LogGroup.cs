using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.Logs;

/// <summary>A log group with its streams and filters: a folder with a description and a file of events a stream.</summary>
internal sealed class LogGroup(string folder, LogGroupSettings settings)
{
    public Lock Gate { get; } = new();

    public LogGroupSettings Settings { get; private set; } = settings;

    public void Change(LogGroupSettings settings)
    {
        Directory.CreateDirectory(folder);
        AtomicFile.WriteJson(Path.Combine(folder, LogGroupSettings.File), settings);
        Settings = settings;
    }

    public LogStreamSettings? Find(string stream) => Settings.Streams.FirstOrDefault(one => one.Name == stream);

    public string EventsOf(LogStreamSettings stream) => Path.Combine(folder, $"{stream.Id}.events");

    public void Delete() => Directory.Delete(folder, recursive: true);
}
