using System.Diagnostics;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Importing;

/// <summary>
/// The import's spans. An object that Ingestor told of has one in the trace that began there; what was found by listing has none. A commit takes several
/// objects: its span is in no one's trace, and links to those of its objects. Thread-safe.
/// </summary>
internal sealed class ImportTraces
{
    private const int MostLinks = 32;

    private readonly Lock _lock = new();
    private readonly List<ActivityLink> _imported = [];

    public Activity? Begin(ObjectInfo info, string? traceParent)
    {
        if (traceParent is null) return null;
        var activity = Telemetry.Source.StartActivity("import object", ActivityKind.Internal, traceParent);
        if (activity is null) return null;
        activity.SetTag("flowoptics.object.key", info.Key);
        lock (_lock)
        {
            if (_imported.Count < MostLinks) _imported.Add(new ActivityLink(activity.Context));
        }

        return activity;
    }

    public Activity? Commit()
    {
        lock (_lock)
        {
            var activity = Telemetry.Source.StartActivity("commit objects", ActivityKind.Client, parentContext: default, links: _imported);
            _imported.Clear();
            return activity;
        }
    }

    public static void Committed(Activity? activity, long records, int objects, TimeSpan duration)
    {
        Telemetry.DatabaseSeconds.Record(duration.TotalSeconds, new("db.system.name", Telemetry.DuckDb), new("db.operation.name", "COMMIT"));
        if (activity is null) return;
        activity.SetTag("db.system.name", Telemetry.DuckDb);
        activity.SetTag("db.operation.name", "COMMIT");
        activity.SetTag("db.operation.batch.size", objects);
        activity.SetTag("flowoptics.records", records);
    }
}
