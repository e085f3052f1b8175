using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;
using FlowOptics.SignIn;

namespace FlowOptics.Web.Gateway;

/// <summary>
/// What a browser may do: look at the map and the sampled events of the accounts that its person may see, and at the services' states, and nothing else. A filter with wildcards, or of a hidden
/// account, is taken, as one of an account that does not exist would be; each message is looked at before it goes out.
/// </summary>
internal sealed class ViewerRules(Viewer viewer) : IMqttRights
{
    /// <summary>Each ends in a slash: a filter that starts with one cannot match a topic outside of it, whatever wildcards follow.</summary>
    private static readonly string[] Visible = [Topics.Map, Topics.Events, Topics.Status];

    /// <summary>Nothing waits for a viewer that has gone.</summary>
    public bool MayKeepSession => false;

    /// <summary>A connection ends with the token that it was opened with: the page opens another with the next one.</summary>
    public DateTimeOffset? Until => viewer.Until;

    /// <remarks>Shared subscriptions (<c>$share/…</c>) are not among them: a viewer would take messages away from others.</remarks>
    public bool MaySubscribe(string filter) => Array.Exists(Visible, prefix => filter.StartsWith(prefix, StringComparison.Ordinal));

    public bool MayPublish(string topic) => false;

    public bool MayReceive(string topic)
    {
        if (!MaySubscribe(topic)) return false;
        if (viewer.Accounts is null || topic.StartsWith(Topics.Status, StringComparison.Ordinal)) return true;
        return topic.Split('/') is [_, _, _, var account, ..] && viewer.MaySee(account);
    }
}
