namespace FlowOptics.EndToEnd.Logs;

/// <summary>A record as a person reads it off the file. Times in Unix seconds.</summary>
internal readonly record struct RawRecord(
    string Account, string Source, string Target, int SourcePort, long Packets, long Bytes, long Start, string Action);
