using FlowOptics.Aws;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Web.Gateway.Iot;

/// <summary>
/// Makes addresses that let a browser listen to the map's topics at IoT Core, and do nothing else there. All who may see the same accounts share one session, so that STS is asked every ten
/// minutes, however many ask here.
/// </summary>
internal sealed class ViewerAddresses(ViewerOptions options, AssumedRole role, TimeProvider time)
{
    private const string ClientIds = "flowoptics-viewer-";

    /// <param name="accounts">Those whose ticks may be seen; null: all.</param>
    /// <returns>Null where a session's policy has no room for so many accounts.</returns>
    public async Task<ViewerAddress?> NextAsync(IReadOnlySet<string>? accounts, CancellationToken cancellationToken)
    {
        string[] topics = accounts is null ? [Topics.Map] : [.. accounts.Order(StringComparer.Ordinal).Select(account => $"{Topics.Map}{account}/")];
        var policy = ListenerPolicy.For(options.Partition, options.Region, options.Account, ClientIds, topics);
        if (policy.Length > AssumedRole.LongestPolicy) return null;
        var session = await role.GetAsync(policy, cancellationToken);
        var url = SignedAddress.OfIot(options.Server, options.Region, session.Credentials, time.GetUtcNow());
        // Of its own for each: two of one name would throw each other out.
        return new(url.AbsoluteUri, $"{ClientIds}{Guid.NewGuid():N}", [.. topics.Select(topic => topic + "#")], session.Until);
    }
}
