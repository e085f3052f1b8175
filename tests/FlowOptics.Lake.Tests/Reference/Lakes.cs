using FlowOptics.Flows;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.Lake.Tests.Reference;

/// <summary>A lake filled from records.</summary>
public static class Lakes
{
    public static LakeDatabase Open(string folder, string bucket = "bucket", TimeProvider? time = null, RetentionRules? retention = null) =>
        LakeDatabase.Open(new LakeOptions { Folder = folder, Bucket = bucket, Threads = 2, Retention = retention ?? new RetentionRules() }, NullLogger.Instance, time);

    public static ObjectInfo Info(string key, long size = 1, long minute = 0) =>
        new("bucket", key, size, DateTimeOffset.FromUnixTimeSeconds(FlowRecords.Epoch + (60 * minute)));

    /// <returns>False where the lake had it.</returns>
    public static bool Write(this LakeWriter writer, ObjectInfo info, string etag, IReadOnlyList<FlowRecord> records, string? refusedFor = null)
    {
        if (!writer.Begin(info, etag)) return false;
        foreach (var batch in FlowRecords.ToBatches(records, info.Key, etag)) writer.Append(batch);
        var state = refusedFor is null ? LedgerState.Imported : LedgerState.Refused;
        writer.End(new LedgerEntry(info, etag, state, records.Count, 0, 0, 0, refusedFor, DateTimeOffset.UnixEpoch));
        return true;
    }

    public static long Count(this LakeDatabase lake, string table = "flows")
    {
        using var connection = lake.Connect();
        return (long)connection.Query("SELECT count(*) FROM " + table).ToRows()[0][0]!;
    }
}
