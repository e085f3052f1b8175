using Aspire.Hosting.Telemetry.Resources;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Logs;

/// <summary>Takes an ExportLogsServiceRequest apart.</summary>
internal static class LogReader
{
    /// <param name="request">Checked already.</param>
    /// <param name="rejected">How many logs have no place, since there are too many resources.</param>
    public static List<LogEntry> Read(ReadOnlySpan<byte> request, TelemetryResources resources, out int rejected)
    {
        var entries = new List<LogEntry>();
        rejected = 0;
        var groups = new ExportReader(request);
        while (groups.Next())
        {
            if (resources.Of(groups.Resource) is not { } resource)
            {
                rejected += groups.CountRecords();
                continue;
            }

            while (groups.NextScope())
            {
                var scope = resource.Scope(groups.Scope);
                while (groups.NextRecord()) entries.Add(new LogEntry(resource, scope, groups.Record.ToArray()));
            }
        }

        return entries;
    }
}
