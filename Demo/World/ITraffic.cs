using FlowOptics.Demo.Records;

namespace FlowOptics.Demo.World;

/// <summary>
/// What goes over a VPC's interfaces, as a function of time alone: however a span is cut into intervals, the packets and bytes of the
/// intervals add up to the span's. So a gap can be filled, and an object written again, without a record lost or doubled.
/// </summary>
internal interface ITraffic
{
    /// <summary>Writes the records of <c>from ≤ t &lt; to</c> (Unix seconds), aggregated over it as one interval.</summary>
    void Write(long from, long to, RecordText text);
}
