using Amazon.Runtime;
using FlowOptics.Lake.Aws;

namespace FlowOptics.Lake;

/// <summary>What Athena's refusals mean, and their mends.</summary>
internal static class AthenaFault
{
    public static AthenaException Of(Exception e, string operation, AthenaOptions options) => new($"Athena's {operation}: {Reason(e, options)}", e);

    /// <summary>Why a statement that was begun has no result.</summary>
    public static Exception Of(AthenaExecution execution, AthenaOptions options)
    {
        var reason = execution.Status.StateChangeReason ?? "";
        if (reason.Contains("Bytes scanned limit", StringComparison.OrdinalIgnoreCase))
        {
            return new UnsupportedQueryException(
                $"the question would read more than the workgroup {options.WorkGroup} allows: narrow the range, name an account and a region, or raise the workgroup's limit of bytes scanned");
        }

        return execution.Status.State == "CANCELLED"
            ? new AthenaException($"The query {execution.QueryExecutionId} was stopped in Athena ({reason}): ask again")
            : new AthenaException($"The query {execution.QueryExecutionId} failed in Athena: {reason}");
    }

    private static string Reason(Exception e, AthenaOptions options) => e is AmazonServiceException refused ? refused.ErrorCode switch
    {
        "MetadataException" => $"there is no table {options.Database}.{options.Table} ({e.Message}); correct FlowOptics:Athena:Table and FlowOptics:Athena:Database, or make it by GraphApi's command ddl",
        "InvalidRequestException" when e.Message.Contains("WorkGroup", StringComparison.OrdinalIgnoreCase) =>
            $"the workgroup {options.WorkGroup} cannot be used ({e.Message}); correct FlowOptics:Athena:WorkGroup",
        "InvalidRequestException" when e.Message.Contains("output location", StringComparison.OrdinalIgnoreCase) =>
            $"nobody says where results go; set FlowOptics:Athena:OutputLocation, or the workgroup's ({e.Message})",
        "AccessDeniedException" or "AccessDenied" =>
            $"access is denied ({e.Message}); allow this role athena:StartQueryExecution, athena:GetQueryExecution, athena:StopQueryExecution, athena:GetTableMetadata, glue:GetTable, and S3's permissions",
        _ => AwsFault.Reason(e, "Athena"),
    }
    : AwsFault.Reason(e, "Athena");
}
