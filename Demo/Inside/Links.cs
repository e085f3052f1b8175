using FlowOptics.Demo.World;

namespace FlowOptics.Demo.Inside;

/// <summary>The views of a conversation, by how it travels.</summary>
internal static class Links
{
    private const int SameVpc = 1;
    private const int Peering = 4;
    private const int InternetGateway = 8;

    /// <summary>Both ends are logged: each sees both directions.</summary>
    public static View[] Between(Machine client, Machine server)
    {
        var path = client.Vpc == server.Vpc ? SameVpc : Peering;
        return
        [
            View.Plain(client, client.Address, server.Address, clientLeaves: true, path),
            View.Plain(server, client.Address, server.Address, clientLeaves: false, path),
        ];
    }

    /// <summary>A server of ours seen from the internet: its interface alone is logged, with its private address.</summary>
    public static View FromInternet(uint client, Machine server) =>
        View.Plain(server, client, server.Address, clientLeaves: false, InternetGateway);

    /// <summary>
    /// Out through a NAT gateway: the client's interface sees the far server; the gateway's sees client and gateway (the packets' own ends
    /// in the pkt- fields), then gateway and server (https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-records-examples.html).
    /// </summary>
    public static View[] ThroughNat(Machine client, Machine nat, uint server) =>
    [
        View.Plain(client, client.Address, server, clientLeaves: true, SameVpc),
        new(nat, client.Address, nat.Address, client.Address, server, ClientLeaves: false, SameVpc),
        View.Plain(nat, nat.Address, server, clientLeaves: true, InternetGateway),
    ];
}
