using FlowOptics.SignIn;

namespace FlowOptics.Web.SignIn;

/// <summary>What a ticket stands for.</summary>
/// <param name="Authorization">The header of the request that asked for it.</param>
internal sealed record Ticket(Viewer Viewer, string Authorization, TicketUse Use, DateTimeOffset Until);
