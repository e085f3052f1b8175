using System.Net;
using Microsoft.AspNetCore.Http;

namespace FlowOptics.SignIn;

/// <summary>Who is at the other end of the connection itself, before forwarded headers say on whose behalf.</summary>
internal sealed record PeerAddress(IPAddress? Address)
{
    public static IPAddress? Of(HttpContext context) => context.Features.Get<PeerAddress>()?.Address;
}
