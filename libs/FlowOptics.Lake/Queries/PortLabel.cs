namespace FlowOptics.Lake;

/// <summary>Which port a link is labelled with: see <see cref="Flows.ServicePort"/>.</summary>
public enum PortLabel
{
    Service,
    Source,
}
