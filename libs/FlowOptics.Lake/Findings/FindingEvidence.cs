using System.Globalization;
using System.Text;

namespace FlowOptics.Lake;

/// <summary>The question whose answer is what a finding speaks of: its records, neither more nor fewer.</summary>
/// <param name="Endpoint"><c>graph</c> (the filter goes with <c>flows</c>, <c>timeseries</c> and <c>top</c> as well), or <c>meta</c> where there are no records to show.</param>
/// <param name="Source"><c>history</c> or <c>live</c>.</param>
/// <param name="Region">Null: all regions of the account.</param>
/// <param name="From">Null, with <paramref name="To"/>: the live window, whatever it holds when it is asked.</param>
/// <param name="Filter">In the filter language; empty where account, region and range say it all.</param>
public sealed record FindingEvidence(string Endpoint, string Source, string Account, string? Region, DateTimeOffset? From, DateTimeOffset? To, string Filter)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>What follows <c>/api/v1/{Endpoint}?</c>. Records are counted as they are, never de-duplicated.</summary>
    public string Query
    {
        get
        {
            if (Endpoint != "graph") return "";
            var query = new StringBuilder("mode=all&dedupe=false&source=").Append(Source).Append("&account=").Append(Uri.EscapeDataString(Account));
            if (Region is not null) query.Append("&region=").Append(Uri.EscapeDataString(Region));
            if (From is { } from && To is { } to)
                query.Append("&from=").Append(from.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)).Append("&to=").Append(to.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
            if (Filter.Length > 0) query.Append("&filter=").Append(Uri.EscapeDataString(Filter));
            return query.ToString();
        }
    }
}
