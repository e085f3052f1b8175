using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Web.Gateway;

/// <summary>What a browser may do: look at the map, the sampled events and the services' states, and nothing else.</summary>
internal sealed class ViewerRules : IMqttAuthorizer, IMqttRights
{
    /// <summary>Each ends in a slash: a filter that starts with one cannot match a topic outside of it, whatever wildcards follow.</summary>
    private static readonly string[] Visible = [Topics.Map, Topics.Events, Topics.Status];

    /// <summary>Nothing waits for a viewer that has gone.</summary>
    public bool MayKeepSession => false;

    public ValueTask<MqttAdmission> AdmitAsync(MqttLogin login, CancellationToken cancellationToken) => ValueTask.FromResult(MqttAdmission.With(this));

    /// <remarks>Shared subscriptions (<c>$share/…</c>) are not among them: a viewer would take messages away from others.</remarks>
    public bool MaySubscribe(string filter) => Array.Exists(Visible, prefix => filter.StartsWith(prefix, StringComparison.Ordinal));

    public bool MayPublish(string topic) => false;

    public bool MayReceive(string topic) => MaySubscribe(topic);
}
