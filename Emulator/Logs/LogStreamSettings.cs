namespace FlowOptics.Emulator.Logs;

/// <param name="Id">The name of the file with its events: a stream's own name can be none.</param>
internal sealed record LogStreamSettings(string Name, string Id, long Created);
