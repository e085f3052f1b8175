using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FlowOptics.Tests;

/// <summary>An OIDC issuer as far as services see one: its configuration, its keys, and tokens that it signed, right or wrong ones.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Client = "flowoptics";

    private readonly WebApplication _app;
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "one" };

    private TestIssuer()
    {
        Address = $"http://127.0.0.1:{FreePort.Find()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address);
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, string>
        {
            ["issuer"] = Address,
            ["jwks_uri"] = Address + "/jwks",
            ["authorization_endpoint"] = Address + "/authorize",
            ["token_endpoint"] = Address + "/token",
            ["end_session_endpoint"] = Address + "/logout",
        }));
        _app.MapGet("/jwks", () => Results.Text(
            $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"one","n":"{{Base64UrlEncoder.Encode(PublicKey.Modulus)}}","e":"{{Base64UrlEncoder.Encode(PublicKey.Exponent)}}"}]}""", "application/json"));
    }

    public string Address { get; }

    private RSAParameters PublicKey => _key.Rsa.ExportParameters(includePrivateParameters: false);

    public static async Task<TestIssuer> StartAsync()
    {
        var issuer = new TestIssuer();
        await issuer._app.StartAsync();
        return issuer;
    }

    /// <summary>What a service needs to know of it.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings => [("FlowOptics__SignIn__Issuer", Address), ("FlowOptics__SignIn__ClientId", Client)];

    /// <summary>The same, as a configuration's keys.</summary>
    public IReadOnlyList<(string Key, string Value)> WebSettings => [.. Settings.Select(setting => (setting.Name.Replace("__", ":", StringComparison.Ordinal), setting.Value))];

    /// <summary>A token with these claims, all else being right.</summary>
    public string Token(params (string Name, object? Value)[] claims) => Sign(Claims(claims), new SigningCredentials(_key, SecurityAlgorithms.RsaSha256));

    public string Viewer(params string[] accounts) => Token(("roles", "viewer"), ("accounts", accounts));

    public string Admin() => Token(("roles", "admin"));

    /// <summary>Signed by a key of somebody else's, which calls itself the issuer's.</summary>
    public string Forged()
    {
        using var rsa = RSA.Create(2048);
        return Sign(Claims([("roles", "admin")]), new SigningCredentials(new RsaSecurityKey(rsa.ExportParameters(true)) { KeyId = "one" }, SecurityAlgorithms.RsaSha256));
    }

    /// <summary>Not signed at all ("alg": "none"), with or without a signature of the issuer's from another token.</summary>
    public string Unsigned(bool withSignature)
    {
        var signature = withSignature ? Admin().Split('.')[2] : "";
        return $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{Base64UrlEncoder.Encode(JsonSerializer.Serialize(Claims([("roles", "admin")])))}.{signature}";
    }

    /// <summary>Signed with the issuer's public key as if it were a shared secret ("alg": "HS256").</summary>
    public string SignedWithPublicKey()
    {
        var pem = Encoding.ASCII.GetBytes(_key.Rsa.ExportSubjectPublicKeyInfoPem());
        return Sign(Claims([("roles", "admin")]), new SigningCredentials(new SymmetricSecurityKey(pem) { KeyId = "one" }, SecurityAlgorithms.HmacSha256));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Rsa.Dispose();
    }

    private Dictionary<string, object> Claims((string Name, object? Value)[] changes)
    {
        var now = DateTimeOffset.UtcNow;
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iss"] = Address,
            ["aud"] = Client,
            ["sub"] = "ada-1815",
            ["name"] = "Ada",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
        };
        foreach (var (name, value) in changes)
        {
            if (value is null) claims.Remove(name);
            else claims[name] = value;
        }

        return claims;
    }

    private static string Sign(Dictionary<string, object> claims, SigningCredentials credentials) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(JsonSerializer.Serialize(claims), credentials);
}
