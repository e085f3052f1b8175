namespace FlowOptics.Flows;

/// <summary>Which end of a flow is the server: see <see cref="ServicePort"/>.</summary>
public enum ServiceSide : byte
{
    /// <summary>Neither port is registered or below 1024, and no flag says: shown as HP.</summary>
    Unknown,
    Source,
    Destination,
}
