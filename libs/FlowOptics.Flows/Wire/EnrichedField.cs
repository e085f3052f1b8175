namespace FlowOptics.Flows;

/// <summary>The field numbers of EnrichedBatch in flows.proto.</summary>
internal static class EnrichedField
{
    public const int Flows = 1;
    public const int Places = 2;
    public const int Networks = 3;
    public const int SrcPlace = 10;
    public const int DstPlace = 11;
    public const int SrcNetwork = 12;
    public const int DstNetwork = 13;
    public const int SrcKind = 14;
    public const int DstKind = 15;
    public const int Direction = 16;
    public const int ServiceSide = 17;
}
