namespace FlowOptics.Emulator.Logs;

/// <param name="Id">Unique, as CloudWatch Logs': 56 digits.</param>
/// <param name="Timestamp">Unix milliseconds, as the client gave them.</param>
internal sealed record LogEvent(string Id, long Timestamp, string Message, long Ingested);
