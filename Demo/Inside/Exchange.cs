namespace FlowOptics.Demo.Inside;

/// <summary>What a client and a server exchanged in an interval.</summary>
internal readonly record struct Exchange(
    int ClientPort,
    int ServerPort,
    byte Protocol,
    long RequestPackets,
    long RequestBytes,
    long ResponsePackets,
    long ResponseBytes,
    long Start,
    long End,
    byte ClientFlags,
    byte ServerFlags,
    bool Accepted = true);
