using System.Globalization;

namespace FlowOptics.AppHost;

/// <summary>One of flow-optics' questions.</summary>
/// <param name="Verb">"correlate", "inspect", "rejects": also the API's mode.</param>
internal sealed record Question(string Verb, string Account, int Days, IReadOnlyList<string> Addresses, string? Cidr)
{
    /// <summary>The parameters, in the words of the page's and the API's URL.</summary>
    public string ToQueryString()
    {
        var days = Days.ToString(CultureInfo.InvariantCulture);
        // Commas and colons may stand in a query as they are (RFC 3986), and are easier to read so.
        var text = $"mode={Verb}&account={Account}&days={days}&ips={string.Join(',', Addresses)}";
        return Cidr is null ? text : $"{text}&cidr={Cidr}";
    }
}
