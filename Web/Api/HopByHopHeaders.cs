using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FlowOptics.Web.Api;

/// <summary>Copies the headers that are meant for the other end, and leaves out those of this connection (RFC 9110, section 7.6.1).</summary>
internal static class HopByHopHeaders
{
    private static readonly FrozenSet<string> OfTheConnection = FrozenSet.ToFrozenSet(
        [
            HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.ProxyConnection, HeaderNames.ProxyAuthenticate, HeaderNames.ProxyAuthorization,
            HeaderNames.TE, HeaderNames.Trailer, HeaderNames.TransferEncoding, HeaderNames.Upgrade, "Alt-Svc",
        ],
        StringComparer.OrdinalIgnoreCase);

    // Host names the other end; Kestrel answers "Expect: 100-continue" itself; the trace context is this service's activity, which HttpClient writes.
    private static readonly FrozenSet<string> OfTheRequest = FrozenSet.ToFrozenSet(
        [HeaderNames.Host, HeaderNames.Expect, HeaderNames.TraceParent, HeaderNames.TraceState, HeaderNames.Baggage, HeaderNames.CorrelationContext, HeaderNames.RequestId],
        StringComparer.OrdinalIgnoreCase);

    public static void CopyEndToEnd(IHeaderDictionary from, HttpRequestMessage to)
    {
        var named = Named(from.Connection);
        foreach (var (name, values) in from)
        {
            if (OfTheConnection.Contains(name) || OfTheRequest.Contains(name) || named.Contains(name) || name.StartsWith(':')) continue;
            if (!to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values)) to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
    }

    public static void CopyEndToEnd(HttpResponseMessage from, IHeaderDictionary to)
    {
        var named = Named(from.Headers.TryGetValues(HeaderNames.Connection, out var connection) ? connection.ToArray() : StringValues.Empty);
        foreach (var (name, values) in from.Headers.NonValidated.Concat(from.Content.Headers.NonValidated))
        {
            if (!OfTheConnection.Contains(name) && !named.Contains(name)) to[name] = values.ToArray();
        }
    }

    /// <summary>A sender may declare further headers of the connection: <c>Connection: close, X-Mine</c>.</summary>
    private static HashSet<string> Named(StringValues connection) =>
        connection.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
