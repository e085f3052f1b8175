using FlowOptics.Demo.Records;
using FlowOptics.Demo.World;

namespace FlowOptics.Demo.Inside;

/// <summary>
/// What one interface sees of a conversation: between which addresses (the interface's, and the packets' own where a NAT gateway stands between),
/// and whether the client's packets leave or come in there.
/// </summary>
internal sealed record View(Machine At, uint Client, uint Server, uint PktClient, uint PktServer, bool ClientLeaves, int Path)
{
    public static View Plain(Machine at, uint client, uint server, bool clientLeaves, int path) => new(at, client, server, client, server, clientLeaves, path);

    /// <summary>Both directions of a conversation, as the two records that the interface logs.</summary>
    public void Write(in Exchange exchange, RecordText text)
    {
        if (exchange.RequestPackets > 0)
        {
            text.WriteInside(
                At,
                new(Client, Server, exchange.ClientPort, exchange.ServerPort, exchange.Protocol, exchange.RequestPackets, exchange.RequestBytes,
                    exchange.Start, exchange.End, exchange.Accepted),
                new(exchange.ClientFlags, PktClient, PktServer, ClientLeaves, Path));
        }

        if (exchange.ResponsePackets > 0)
        {
            text.WriteInside(
                At,
                new(Server, Client, exchange.ServerPort, exchange.ClientPort, exchange.Protocol, exchange.ResponsePackets, exchange.ResponseBytes,
                    exchange.Start, exchange.End, true),
                new(exchange.ServerFlags, PktServer, PktClient, !ClientLeaves, Path));
        }
    }
}
