namespace FlowOptics.AppHost;

/// <summary>An answer in short, and the page that shows all of it.</summary>
/// <param name="Links">Pairs of addresses under one port label.</param>
/// <param name="Accepted">Flow records; those without an action are <paramref name="Other"/>.</param>
internal sealed record Answer(string Url, long Links, long Accepted, long Rejected, long Other, DateTimeOffset Asked)
{
    public long Flows => Accepted + Rejected + Other;
}
