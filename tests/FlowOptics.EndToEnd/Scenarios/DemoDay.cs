using System.Globalization;
using FlowOptics.EndToEnd.Logs;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>Yesterday of the demo: a whole day that is over, so that no live object adds to it.</summary>
internal static class DemoDay
{
    public static DateTimeOffset From { get; } = new(DateTime.UtcNow.Date.AddDays(-1), TimeSpan.Zero);

    public static DateTimeOffset To { get; } = From.AddDays(1);

    /// <summary>As the API and the page take it: <c>from=…&amp;to=…</c>.</summary>
    public static string Range { get; } = RangeOf(From, To);

    public static string RangeOf(DateTimeOffset from, DateTimeOffset to) => $"from={Iso(from)}&to={Iso(to)}";

    public static bool Has(RawRecord record) => record.Start >= From.ToUnixTimeSeconds() && record.Start < To.ToUnixTimeSeconds();

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
