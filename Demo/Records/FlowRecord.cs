namespace FlowOptics.Demo.Records;

/// <summary>The fields that every record has, whatever the format. Times are Unix seconds, addresses IPv4 as numbers.</summary>
internal readonly record struct FlowRecord(
    uint Source,
    uint Destination,
    int SourcePort,
    int DestinationPort,
    byte Protocol,
    long Packets,
    long Bytes,
    long Start,
    long End,
    bool Accepted);
