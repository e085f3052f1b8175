using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace FlowOptics.EndToEnd.Product;

/// <summary>The dashboard's own API: what its page uses to show, start and restart services.</summary>
internal sealed class DashboardClient(int port, Func<string?> token) : IDisposable
{
    private readonly HttpClient _client = new()
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"),
        Timeout = Deadline.Longest,
    };

    private bool _signedIn;

    /// <summary>The page, under the name that its cookie is for.</summary>
    public Uri Page { get; } = new($"http://localhost:{port.ToString(CultureInfo.InvariantCulture)}");

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

    public async Task<string> StateAsync(string service) => (await ServiceAsync(service)).GetProperty("state").GetString()!;

    /// <summary>The code that it ended with.</summary>
    public async Task<int> ExitCodeAsync(string service) => (await ServiceAsync(service)).GetProperty("exitCode").GetInt32();

    /// <summary>The button "Start" of a service.</summary>
    public Task StartAsync(string service) => PressAsync(service, "start");

    /// <summary>The button "Stop" of a service: SIGTERM, and SIGKILL where that is not enough.</summary>
    public Task StopAsync(string service) => PressAsync(service, "stop");

    /// <summary>An answer of the dashboard's API.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        if (!_signedIn)
        {
            // Sets the cookie; without it the API answers nobody.
            using var login = await _client.GetAsync($"/login?t={token() ?? throw new HttpRequestException("AppHost has printed no login link yet")}", Cancel);
            login.EnsureSuccessStatusCode();
            _signedIn = true;
        }

        return await _client.GetFromJsonAsync<JsonElement>(path, Cancel);
    }

    public void Dispose() => _client.Dispose();

    private async Task PressAsync(string service, string command)
    {
        var id = (await ServiceAsync(service)).GetProperty("id").GetString();
        using var answer = await _client.PostAsync(new Uri($"/api/resources/{id}/{command}", UriKind.Relative), content: null, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<JsonElement> ServiceAsync(string name) => (await ServicesAsync()).Single(candidate => candidate.GetProperty("name").GetString() == name);

    private async Task<JsonElement[]> ServicesAsync() =>
        [.. (await GetAsync("/api/resources")).EnumerateArray().Where(resource => resource.GetProperty("type").GetString() == "Project")];

    private static string Describe(JsonElement service) =>
        $"{service.GetProperty("name")} is {service.GetProperty("state")}, {service.GetProperty("health")} ({service.GetProperty("reason")})";
}
