using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Mqtt.Tests.Client;

/// <summary>TLS on both sides, as AWS IoT Core wants it: a server that asks for a certificate and, on its port 443, for a protocol by name.</summary>
public sealed class TlsTests
{
    private const string Protocol = "x-amzn-mqtt-ca";

    private static readonly X509Certificate2 Root = Authority("root");
    private static readonly X509Certificate2 ServerCertificate = Issue("localhost");
    private static readonly X509Certificate2 ClientCertificate = Issue("thing");

    [Fact]
    public async Task A_client_shows_its_certificate_and_says_what_it_speaks()
    {
        string? subject = null;
        await using var server = await StartAsync(shown => subject = shown);

        await using var client = await Clients.ConnectAsync(Options(server) with { Certificate = ClientCertificate, Roots = [Root], ApplicationProtocol = Protocol });

        Assert.True(client.IsConnected);
        Assert.Equal("CN=thing", subject);
    }

    [Theory]
    [InlineData("no certificate")]
    [InlineData("no protocol")]
    [InlineData("unknown root")]
    public async Task Without_certificate_protocol_or_trust_there_is_no_connection(string lacking)
    {
        await using var server = await StartAsync(_ => { });
        var log = new Refusals();
        await using var client = new MqttClient(
            Options(server) with
            {
                Certificate = lacking == "no certificate" ? null : ClientCertificate,
                Roots = lacking == "unknown root" ? [Authority("another")] : [Root],
                ApplicationProtocol = lacking == "no protocol" ? null : Protocol,
            },
            log);
        client.Start();

        await Eventually.TrueAsync(() => log.Lines.Length > 0, "a reason is told");
        Assert.False(client.IsConnected);
        if (lacking == "unknown root") Assert.Contains(log.Lines, line => line.Contains("certificate", StringComparison.OrdinalIgnoreCase));
    }

    private static MqttClientOptions Options(WebApplication server) =>
        MqttClientOptions.Parse($"mqtts://localhost:{new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port}", "thing");

    private static async Task<WebApplication> StartAsync(Action<string> shown)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddMqttServer(new MqttServerOptions());
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(Authentication(shown)) });
            // As IoT Core's port 443: who names no protocol is not let in.
            listen.Use(next => connection => connection.Features.Get<ITlsApplicationProtocolFeature>()?.ApplicationProtocol.Span.SequenceEqual("x-amzn-mqtt-ca"u8) == true ? next(connection) : Task.CompletedTask);
            listen.UseMqtt();
        }));
        var app = builder.Build();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static SslServerAuthenticationOptions Authentication(Action<string> shown) => new()
    {
        ServerCertificate = ServerCertificate,
        ClientCertificateRequired = true,
        ApplicationProtocols = [new SslApplicationProtocol(Protocol)],
        RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            if (certificate is not X509Certificate2 known) return false;
            using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
            chain.ChainPolicy.CustomTrustStore.Add(Root);
            shown(known.Subject);
            return chain.Build(known);
        },
    };

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
    }

    private static X509Certificate2 Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(Root, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1), RandomNumberGenerator.GetBytes(8));
        using var whole = issued.CopyWithPrivateKey(key);
        // Some platforms want the key in a container of its own.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null);
    }

    private sealed class Refusals : ILogger<MqttClient>
    {
        private readonly List<string> _lines = [];

        public string[] Lines
        {
            get
            {
                lock (_lines) return [.. _lines];
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines) _lines.Add(formatter(state, exception));
        }
    }
}
