namespace FlowOptics.Demo.Honeypots;

/// <summary>What the honeypots' security group lets in (docs/demo.md): SSH, web, MySQL and ping; all else is rejected.</summary>
internal static class SecurityGroup
{
    public static bool Accepts(in Attempt attempt) => attempt.Protocol switch
    {
        6 => attempt.DestinationPort is 22 or 80 or 443 or 3306 or 8080,
        1 => attempt.IcmpType == 8,
        _ => false,
    };
}
