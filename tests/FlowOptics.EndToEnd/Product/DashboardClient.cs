using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace FlowOptics.EndToEnd.Product;

/// <summary>The dashboard's own API: what its page uses to show, start and restart services.</summary>
internal sealed class DashboardClient(int port) : IDisposable
{
    private readonly HttpClient _client = new()
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"),
        Timeout = TimeSpan.FromSeconds(30),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <returns>Null where every service is healthy; else which is not, and why.</returns>
    public async Task<string?> UnhealthyAsync()
    {
        JsonElement[] services;
        try
        {
            services = await ServicesAsync();
        }
        catch (HttpRequestException notYet)
        {
            return $"the dashboard does not answer: {notYet.Message}";
        }

        var unhealthy = services.Where(service => service.GetProperty("health").GetString() != "healthy").Select(Describe).ToArray();
        return services.Length > 0 && unhealthy.Length == 0 ? null : string.Join("; ", unhealthy);
    }

    public async Task<string> StateAsync(string service) =>
        (await ServicesAsync()).Single(candidate => candidate.GetProperty("name").GetString() == service).GetProperty("state").GetString()!;

    /// <summary>The button "Start" of a service.</summary>
    public async Task StartAsync(string service)
    {
        var id = (await ServicesAsync()).Single(candidate => candidate.GetProperty("name").GetString() == service).GetProperty("id").GetString();
        using var answer = await _client.PostAsync(new Uri($"/api/resources/{id}/start", UriKind.Relative), content: null, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _client.Dispose();

    private async Task<JsonElement[]> ServicesAsync() =>
        [.. (await _client.GetFromJsonAsync<JsonElement[]>("/api/resources", Cancel) ?? []).Where(resource => resource.GetProperty("type").GetString() == "Project")];

    private static string Describe(JsonElement service) =>
        $"{service.GetProperty("name")} is {service.GetProperty("state")}, {service.GetProperty("health")} ({service.GetProperty("reason")})";
}
