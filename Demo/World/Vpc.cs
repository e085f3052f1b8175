namespace FlowOptics.Demo.World;

/// <summary>A VPC with one flow log over all of its interfaces.</summary>
internal sealed record Vpc(string Name, string Account, string Region, string ZoneId)
{
    public string Id { get; } = DemoHash.Id("vpc-", Name);

    public string FlowLogId { get; } = DemoHash.Id("fl-", Name);
}
