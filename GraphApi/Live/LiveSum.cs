using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>The sums of the records of one <see cref="LiveKey"/>, and what was found out about its ends (the same for all of them).</summary>
internal struct LiveSum
{
    public long Flows;
    public long Packets;
    public long Bytes;

    /// <summary>Unix seconds: the least start, the greatest end.</summary>
    public long First;
    public long Last;

    /// <summary>The window's numbers; 0: none.</summary>
    public int SrcPlace;
    public int DstPlace;
    public int SrcNetwork;
    public int DstNetwork;
    public AddressKind SrcKind;
    public AddressKind DstKind;
    public TrafficDirection Direction;
}
