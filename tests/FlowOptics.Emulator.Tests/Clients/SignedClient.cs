using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace FlowOptics.Emulator.Tests.Clients;

/// <summary>A client that signs as it is told, rightly or wrongly; AWS's own clients never sign wrongly.</summary>
internal sealed class SignedClient(EmulatorProcess emulator) : IDisposable
{
    private readonly HttpClient _http = new();

    public string Key { get; init; } = "test";

    public string Secret { get; init; } = "test";

    public TimeSpan Skew { get; init; }

    /// <summary>Changes the request after it was signed.</summary>
    public Action<HttpRequestMessage>? Tamper { get; init; }

    public Task<HttpResponseMessage> S3Async(HttpMethod method, string pathAndQuery, byte[]? body = null, params (string Name, string Value)[] headers) =>
        SendAsync("s3", method, pathAndQuery, body ?? [], headers);

    /// <summary>Calls an operation of SQS or Athena; the answer, or its error with the status.</summary>
    public async Task<(int Status, JsonObject Answer)> CallAsync(string service, string operation, JsonObject document)
    {
        var target = service == "sqs" ? "AmazonSQS." : "AmazonAthena.";
        using var response = await SendAsync(service, HttpMethod.Post, "/", Encoding.UTF8.GetBytes(document.ToJsonString()), ("X-Amz-Target", target + operation));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject());
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(string service, HttpMethod method, string pathAndQuery, byte[] body, params (string Name, string Value)[] headers)
    {
        var uri = new Uri(emulator.Url + pathAndQuery, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(method, uri) { Content = new ByteArrayContent(body) };
        var time = DateTimeOffset.UtcNow + Skew;
        var stamp = time.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = uri.Authority, ["x-amz-date"] = stamp, ["x-amz-content-sha256"] = hash };
        foreach (var (name, value) in headers) all[name.ToLowerInvariant()] = value;
        var question = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? pathAndQuery : pathAndQuery[..question];
        var query = question < 0 ? "" : string.Join('&', pathAndQuery[(question + 1)..].Split('&').Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=").Order(StringComparer.Ordinal));
        var names = string.Join(';', all.Keys);
        var canonical = $"{method}\n{path}\n{query}\n{string.Concat(all.Select(pair => $"{pair.Key}:{pair.Value}\n"))}\n{names}\n{hash}";
        var scope = $"{stamp[..8]}/us-east-1/{service}/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (var part in scope.Split('/')) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        foreach (var (name, value) in all.Where(pair => pair.Key != "host"))
        {
            if (name.StartsWith("content-", StringComparison.Ordinal)) request.Content.Headers.TryAddWithoutValidation(name, value);
            else request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("AWS4-HMAC-SHA256", $"Credential={Key}/{scope}, SignedHeaders={names}, Signature={signature}");
        Tamper?.Invoke(request);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
