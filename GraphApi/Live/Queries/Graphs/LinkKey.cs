using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>A link between addresses in one of a question's ranges.</summary>
/// <param name="IsBefore">Of the earlier range, in a comparison.</param>
internal readonly record struct LinkKey(Address Src, Address Dst, int Label, bool IsBefore)
{
    public uint Hash => LiveHash.Of(Src.Low ^ (Src.High << 1), Dst.Low ^ (Dst.High << 1), ((ulong)(uint)Label << 1) | (IsBefore ? 1u : 0));
}
