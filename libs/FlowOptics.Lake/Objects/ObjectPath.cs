namespace FlowOptics.Lake;

/// <summary>
/// What an object's key says (AWS's layout, plain or Hive, daily or hourly):
/// <c>PREFIX/AWSLogs/{account}/vpcflowlogs/{region}/{yyyy}/{MM}/{dd}/{account}_vpcflowlogs_{region}_{flow-log-id}_{yyyyMMddTHHmmZ}_{hash}.log.gz</c>.
/// </summary>
/// <param name="Account">Null where the key does not say.</param>
public sealed record ObjectPath(string? Account, string? Region, DateTimeOffset? Time)
{
    public static ObjectPath Parse(string key)
    {
        _ = key;
        throw new NotImplementedException();
    }

    /// <summary>The key that AWS would give: the plain daily layout.</summary>
    public static string Format(string account, string region, string flowLogId, DateTimeOffset time, string hash) => throw new NotImplementedException();
}
