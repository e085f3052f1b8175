using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace FlowOptics.AppHost;

/// <summary>A running product, asked over its API.</summary>
internal sealed class ProductApi : IDisposable
{
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http;

    public ProductApi(string pageUrl)
    {
        PageUrl = pageUrl;
        // An answer may take long, and says how far it is: no limit but the user's patience.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(pageUrl), Timeout = Timeout.InfiniteTimeSpan };
    }

    public string PageUrl { get; }

    /// <returns>The first of the addresses where a product answers; null where none does.</returns>
    public static async Task<ProductApi?> FindAsync(IEnumerable<string> pageUrls)
    {
        foreach (var url in pageUrls.Distinct(StringComparer.Ordinal))
        {
            var api = new ProductApi(url);
            using var limit = new CancellationTokenSource(ProbeTime);
            if (await api.ImportAsync(limit.Token) is not null) return api;
            api.Dispose();
        }

        return null;
    }

    /// <summary>How the import of history stands; null where the API does not answer (yet).</summary>
    public async Task<ImportState?> ImportAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("/api/v1/meta", UriKind.Relative), cancellationToken);
            if (!response.IsSuccessStatusCode) return null;
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var meta = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            if (!meta.RootElement.TryGetProperty("import", out var import)) return null;
            return new ImportState(import.GetProperty("state").GetString() == "importing", Count(import, "objects"), Count(import, "pendingObjects"));
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <exception cref="StartException">The API refuses the question, or breaks off; the message is its own.</exception>
    public async Task<Answer> AskAsync(Question question, Action<string> progress, CancellationToken cancellationToken)
    {
        var query = question.ToQueryString();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/graph?{query}", UriKind.Relative));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            if (!response.IsSuccessStatusCode) throw Problem(await new StreamReader(body).ReadToEndAsync(cancellationToken), $"The API answered {(int)response.StatusCode}.");
            await foreach (var message in SseParser.Create(body).EnumerateAsync(cancellationToken))
            {
                if (message.EventType == "result") return Read(message.Data, $"{PageUrl}/graph?{query}");
                if (message.EventType == "problem") throw Problem(message.Data, "The API could not answer.");
                if (message.EventType == "progress") progress(Describe(message.Data));
            }
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or KeyNotFoundException)
        {
            throw new StartException($"{PageUrl} did not answer the question: {error.Message}", StartException.CannotStart);
        }

        throw new StartException($"{PageUrl} broke off its answer.", StartException.CannotStart);
    }

    public void Dispose() => _http.Dispose();

    private static Answer Read(string json, string url)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        long Flows(string name) => Count(root.GetProperty(name), "flows");
        return new Answer(url, Count(root, "totalLinks"), Flows("accepted"), Flows("rejected"), Flows("other"), DateTimeOffset.UtcNow);
    }

    private static long Count(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    // {"state":"running","bytesScanned":1048576,"elapsedMs":120}
    private static string Describe(string json)
    {
        const double BytesPerMegabyte = 1_000_000;
        using var document = JsonDocument.Parse(json);
        var state = document.RootElement.GetProperty("state").GetString() ?? "";
        var scanned = document.RootElement.TryGetProperty("bytesScanned", out var bytes) ? bytes.GetInt64() : 0;
        return scanned == 0 ? state : $"{state}, {scanned / BytesPerMegabyte:0.0} MB read";
    }

    private static StartException Problem(string json, string otherwise)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var detail = document.RootElement.TryGetProperty("detail", out var text) ? text : document.RootElement.GetProperty("title");
            return new StartException(detail.GetString() ?? otherwise, StartException.CannotStart);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new StartException(otherwise, StartException.CannotStart);
        }
    }
}

/// <summary>The import of history: whether it is at work, and how many objects it has done and has before it.</summary>
internal sealed record ImportState(bool IsImporting, long Objects, long PendingObjects);
