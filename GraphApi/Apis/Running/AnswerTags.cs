using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>
/// Entity tags of answers: the same tag says that the same question over the same records would be answered again. Weak (RFC 9110, section 8.8.1), since an answer tells how long
/// it took, and comes compressed or not.
/// </summary>
internal sealed class AnswerTags(LakeDatabase lake, FilterReader filters)
{
    // Changes are counted from the process's start.
    private readonly Guid _process = Guid.NewGuid();

    /// <summary>To be made before the question is asked: an answer may be newer than its tag, never older.</summary>
    /// <param name="version">Of what the answer depends on beside the records and the sets.</param>
    /// <returns>Null where the answer may be another one the next moment.</returns>
    public string? For(HttpRequest request, QueryScope scope, long version)
    {
        if (!scope.IsFinished) return null;
        // An earlier window to compare with lies before the range: changes back to the first record count.
        var state = string.Create(CultureInfo.InvariantCulture, $"{_process:N} {lake.Generation} {lake.Changes.Before(scope.To)} {filters.Version} {version} {AccountsOf(scope)} {request.Path}{request.QueryString}");
        return $"W/\"{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(state)).AsSpan(0, 18))}\"";
    }

    // Who may see other accounts has another answer, and must never be given this one.
    private static string AccountsOf(QueryScope scope) => scope.Accounts is { } accounts ? JsonSerializer.Serialize(accounts.Order(StringComparer.Ordinal)) : "all";

    /// <summary>Whether the client has the answer already.</summary>
    public static bool IsKnown(HttpRequest request, string tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(Microsoft.Net.Http.Headers.EntityTagHeaderValue.Parse(tag), useStrongComparison: false));
}
