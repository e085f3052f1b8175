namespace FlowOptics.Flows;

/// <summary>The field numbers of FlowBatch in flows.proto.</summary>
internal static class FlowField
{
    public const int Bucket = 1;
    public const int Key = 2;
    public const int ETag = 3;
    public const int FirstRecord = 4;
    public const int Count = 5;
    public const int Account = 6;
    public const int Region = 7;
    public const int AccountFromPath = 8;
    public const int RegionFromPath = 9;
    public const int SrcAddr = 10;
    public const int DstAddr = 11;
    public const int SrcPort = 12;
    public const int DstPort = 13;
    public const int Protocol = 14;
    public const int Packets = 15;
    public const int Bytes = 16;
    public const int Start = 17;
    public const int End = 18;
    public const int Action = 19;
    public const int TcpFlags = 20;
    public const int FlowDirection = 21;
    public const int PktSrcAddr = 22;
    public const int PktDstAddr = 23;
    public const int Texts = 30;
}
