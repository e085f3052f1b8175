using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Filled by <see cref="FlowObjectReader"/> while it reads.</summary>
public sealed class FlowObjectReport
{
    public ParseReport Parse { get; internal set; } = new();
}
