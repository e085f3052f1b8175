using System.Security.Claims;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Web.Gateway;

/// <summary>What a browser may do: look at the map, the sampled events and the services' states, and nothing else.</summary>
internal sealed class ViewerRules : IMqttAuthorizer
{
    /// <summary>Each ends in a slash: a filter that starts with one cannot match a topic outside of it, whatever wildcards follow.</summary>
    private static readonly string[] Visible = [Topics.Map, Topics.Events, Topics.Status];

    public bool MayConnect(string clientId, string? userName, ReadOnlyMemory<byte> password, ClaimsPrincipal? user) => true;

    /// <remarks>Shared subscriptions (<c>$share/…</c>) are not among them: a viewer would take messages away from others.</remarks>
    public bool MaySubscribe(string clientId, ClaimsPrincipal? user, string filter) =>
        Array.Exists(Visible, prefix => filter.StartsWith(prefix, StringComparison.Ordinal));

    public bool MayPublish(string clientId, ClaimsPrincipal? user, string topic) => false;
}
