using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FlowOptics.Mqtt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Tests;

/// <summary>
/// The broker with its profile of AWS IoT Core, at a WebSocket that lets in signed addresses only; the check is written from AWS's description, and shares nothing with the signer.
/// </summary>
internal sealed class IotGateway : IAsyncDisposable
{
    public const string Region = "eu-west-1";
    public const string Key = "AKIDEXAMPLE";
    public const string Secret = "a/secret+key";
    public const string Token = "to/ken+of=a session";

    private readonly WebApplication _app;
    private readonly (string Key, string Secret, string Token) _credentials;

    private IotGateway(WebApplication app, (string Key, string Secret, string Token) credentials) => (_app, _credentials) = (app, credentials);

    public Uri Address => new(_app.Urls.Single().Replace("http", "ws", StringComparison.Ordinal) + "/mqtt");

    public MqttServer Server => _app.Services.GetRequiredService<MqttServer>();

    /// <param name="credentials">The only ones; null: those of the constants.</param>
    /// <param name="policy">Their session's, asked for at each connection; null: everything is allowed.</param>
    /// <param name="hasTls">With a certificate that nobody knows.</param>
    public static async Task<IotGateway> StartAsync((string Key, string Secret, string Token)? credentials = null, Func<string>? policy = null, bool hasTls = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // IoT Core asks for a signature, not for where a page is from.
        builder.Services.AddMqttServer(new MqttServerOptions
        {
            Profile = MqttServerProfile.AwsIot,
            Authorizer = policy is null ? null : new SessionPolicy(policy),
            AllowedOrigins = ["*"],
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (hasTls) listen.UseHttps(Certificate());
        }));
        var app = builder.Build();
        var gateway = new IotGateway(app, credentials ?? (Key, Secret, Token));
        app.Use((context, next) =>
        {
            if (gateway.IsSigned(context)) return next(context);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
        app.MapMqtt("/mqtt");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return gateway;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=iot", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private bool IsSigned(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        var pairs = target[1].Split('&').Select(pair => pair.Split('=', 2)).ToList();
        string Value(string name) => pairs.FirstOrDefault(pair => pair[0] == name) is { } found ? Uri.UnescapeDataString(found[1]) : "";

        // Behind the signature, and not in what is signed.
        if (pairs[^2][0] != "X-Amz-Signature" || pairs[^1][0] != "X-Amz-Security-Token" || Value("X-Amz-Security-Token") != _credentials.Token) return false;
        var time = DateTimeOffset.ParseExact(Value("X-Amz-Date"), "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if ((DateTimeOffset.UtcNow - time).Duration() > TimeSpan.FromSeconds(int.Parse(Value("X-Amz-Expires"), CultureInfo.InvariantCulture))) return false;
        var scope = $"{time:yyyyMMdd}/{Region}/iotdevicegateway/aws4_request";
        if (Value("X-Amz-Credential") != $"{_credentials.Key}/{scope}") return false;
        var query = string.Join('&', pairs.SkipLast(2).Select(pair => string.Join('=', pair)).Order(StringComparer.Ordinal));
        var canonical = $"GET\n{target[0]}\n{query}\nhost:{context.Request.Headers.Host}\n\nhost\n{Convert.ToHexStringLower(SHA256.HashData([]))}";
        var toSign = $"AWS4-HMAC-SHA256\n{Value("X-Amz-Date")}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + _credentials.Secret), (last, part) => HMACSHA256.HashData(last, Encoding.UTF8.GetBytes(part)));
        return Value("X-Amz-Signature") == Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }
}
