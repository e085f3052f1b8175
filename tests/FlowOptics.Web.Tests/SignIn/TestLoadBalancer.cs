using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FlowOptics.Web.Tests.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FlowOptics.Web.Tests.SignIn;

/// <summary>An Application Load Balancer as far as services see one: the header that it signs, and where its public key is.</summary>
internal sealed class TestLoadBalancer : IDisposable
{
    public const string Arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/flowoptics/0123456789abcdef";
    public const string KeyId = "01234567-89ab-cdef-0123-456789abcdef";
    public const string HeaderName = "x-amzn-oidc-data";

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Gives its key away, as AWS does: text in PEM, below the key's id.</summary>
    public Task<TestGraphApi> PublishKeyAsync() => TestGraphApi.StartAsync(app => app.MapGet("/{id}", (string id) => id == KeyId ? Results.Text(Key.ExportSubjectPublicKeyInfoPem()) : Results.NotFound()));

    /// <summary>With the padding that a JWT has not.</summary>
    public string Header(DateTimeOffset now, object? claims = null, Action<Dictionary<string, object>>? change = null)
    {
        var head = new Dictionary<string, object>(StringComparer.Ordinal) { ["alg"] = "ES256", ["kid"] = KeyId, ["signer"] = Arn, ["iss"] = "https://issuer.example", ["client"] = "flowoptics", ["exp"] = now.AddMinutes(2).ToUnixTimeSeconds() };
        change?.Invoke(head);
        var signed = $"{Encode(JsonSerializer.SerializeToUtf8Bytes(head))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims ?? new { sub = "ada", name = "Ada", roles = new[] { "viewer", "staff" } }))}";
        return $"{signed}.{Encode(Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public void Dispose() => Key.Dispose();

    private static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');
}
