using Aspire.Hosting.Telemetry.Resources;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Traces;

/// <summary>Takes an ExportTraceServiceRequest apart.</summary>
internal static class TraceReader
{
    /// <param name="request">Checked already.</param>
    /// <param name="homeless">How many spans have no place, since there are too many resources.</param>
    /// <param name="nameless">How many spans lack a valid trace or span id.</param>
    public static List<SpanEntry> Read(ReadOnlySpan<byte> request, TelemetryResources resources, out int homeless, out int nameless)
    {
        var spans = new List<SpanEntry>();
        (homeless, nameless) = (0, 0);
        var groups = new ExportReader(request);
        while (groups.Next())
        {
            if (resources.Of(groups.Resource) is not { } resource)
            {
                homeless += groups.CountRecords();
                continue;
            }

            while (groups.NextScope())
            {
                var scope = resource.Scope(groups.Scope);
                while (groups.NextRecord())
                {
                    var span = new SpanEntry(resource, scope, groups.Record.ToArray());
                    if (span.TraceId == 0 || span.Id == 0) nameless++;
                    else spans.Add(span);
                }
            }
        }

        return spans;
    }
}
