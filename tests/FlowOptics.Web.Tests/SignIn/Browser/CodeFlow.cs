using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;

namespace FlowOptics.Web.Tests.SignIn.Browser;

/// <summary>The page's way to a token (authorization code with PKCE), without the page.</summary>
internal sealed class CodeFlow(Uri provider, Uri web) : IDisposable
{
    private const string Ours = "https://flowoptics.example";

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = provider };

    public string Verifier { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private string Back => new Uri(web, "/signed-in").ToString();

    /// <param name="resource">What the token is to be for.</param>
    public async Task<string> CodeAsync(string person, string resource = Ours)
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        using var asked = await _client.GetAsync($"/auth?client_id=flowoptics&response_type=code&scope=openid+profile&resource={Uri.EscapeDataString(resource)}&redirect_uri={Uri.EscapeDataString(Back)}&state=s&code_challenge_method=S256&code_challenge={challenge}");
        using var entered = await _client.PostAsync(asked.Headers.Location, new FormUrlEncodedContent([KeyValuePair.Create("login", person)]));
        using var back = await _client.GetAsync(entered.Headers.Location);
        return HttpUtility.ParseQueryString(back.Headers.Location!.Query)["code"]!;
    }

    public Task<HttpResponseMessage> ExchangeAsync(string code, string verifier) => _client.PostAsync("/token", new FormUrlEncodedContent([
        KeyValuePair.Create("grant_type", "authorization_code"), KeyValuePair.Create("client_id", "flowoptics"), KeyValuePair.Create("code", code),
        KeyValuePair.Create("code_verifier", verifier), KeyValuePair.Create("redirect_uri", Back)]));

    public async Task<string> TokenAsync(string person, string resource = Ours)
    {
        using var answer = await ExchangeAsync(await CodeAsync(person, resource), Verifier);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public void Dispose() => _client.Dispose();
}
