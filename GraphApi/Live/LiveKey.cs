using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>What records of one arrival time must share to be counted as one: all that a question can tell apart.</summary>
/// <param name="SourceLabel"><see cref="LinkLabel.OfSource"/>, or <see cref="NoLabel"/> where it has none.</param>
/// <param name="Scope">The window's number for account and region.</param>
/// <param name="Interface">The window's number for the interface id; 0: none.</param>
/// <param name="Minute">Of the record's start: minutes since 1970.</param>
internal readonly record struct LiveKey(
    Address Src, Address Dst, int ServiceLabel, int SourceLabel, int Scope, int Interface, int Minute, byte Protocol, FlowAction Action, OwnEnd OwnEnd)
{
    public const int NoLabel = int.MinValue;

    public bool Equals(LiveKey other) =>
        Src == other.Src && Dst == other.Dst && ServiceLabel == other.ServiceLabel && SourceLabel == other.SourceLabel && Scope == other.Scope
        && Interface == other.Interface && Minute == other.Minute && Protocol == other.Protocol && Action == other.Action && OwnEnd == other.OwnEnd;

    // One multiplication a field pair: the generated one is several times slower, and this runs once a record.
    public override int GetHashCode()
    {
        const ulong Prime = 0x9E37_79B9_7F4A_7C15;
        var hash = (Src.Low ^ (Src.High * Prime)) * Prime;
        hash = (hash ^ Dst.Low ^ (Dst.High * Prime)) * Prime;
        hash = (hash ^ (uint)ServiceLabel ^ ((ulong)(uint)SourceLabel << 32)) * Prime;
        hash = (hash ^ (uint)Scope ^ ((ulong)(uint)Interface << 32)) * Prime;
        hash = (hash ^ (uint)Minute ^ ((ulong)Protocol << 32) ^ ((ulong)Action << 40) ^ ((ulong)OwnEnd << 48)) * Prime;
        return (int)(hash >> 32) ^ (int)hash;
    }
}
