using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults.Messaging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FlowOptics.ServiceDefaults.Tests.Messaging;

/// <summary>AWS IoT Core by configuration alone.</summary>
public sealed class IotSettingsTests
{
    private const string Endpoint = "a1b2c3-ats.iot.eu-west-1.amazonaws.com";

    [Fact]
    public void On_port_443_the_protocol_is_said_and_elsewhere_it_is_not()
    {
        using var certificate = Certificate();
        var options = MqttClientOptions.Parse($"mqtts://{Endpoint}:443", "enricher-0") with { Certificate = certificate };
        Assert.Equal("x-amzn-mqtt-ca", Apply(options, ("Profile", "aws-iot")).ApplicationProtocol);
        Assert.Null(Apply(options).ApplicationProtocol);
        Assert.Null(Apply(MqttClientOptions.Parse($"mqtts://{Endpoint}", "enricher-0") with { Certificate = certificate }, ("Profile", "aws-iot")).ApplicationProtocol);
    }

    [Fact]
    public async Task A_WebSocket_is_signed_anew_for_each_connection()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "secret");
        var options = Apply(MqttClientOptions.Parse($"wss://{Endpoint}/mqtt", "enricher-0"), ("Profile", "aws-iot"));
        var address = await options.Address!(TestContext.Current.CancellationToken);
        Assert.StartsWith($"wss://{Endpoint}/mqtt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F", address.Server.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("%2Feu-west-1%2Fiotdevicegateway%2Faws4_request", address.Server.AbsoluteUri, StringComparison.Ordinal);
        Assert.Null(Apply(MqttClientOptions.Parse($"wss://{Endpoint}/mqtt", "enricher-0")).Address);
    }

    [Fact]
    public void The_quotas_of_a_connection_are_kept()
    {
        using var certificate = Certificate();
        var rate = Apply(MqttClientOptions.Parse($"mqtts://{Endpoint}", "enricher-0") with { Certificate = certificate }, ("Profile", "aws-iot")).Rate!;
        Assert.InRange(rate.Messages, 50, 100);
        Assert.InRange(rate.Bytes, 256 * 1024, 512 * 1024);
    }

    [Theory]
    [InlineData("mqtts://broker:8883", "Profile", "aws-iot", "FlowOptics:Mqtt:Certificate is not set")]
    [InlineData("wss://broker/mqtt", "Profile", "aws-iot", "FlowOptics:Mqtt:Region is not set")]
    [InlineData("mqtt://broker", "Profile", "azure", "'open' or 'aws-iot'")]
    public void What_is_missing_is_said(string address, string key, string value, string sentence)
    {
        var wrong = Assert.Throws<ServiceConfigurationException>(() => Apply(MqttClientOptions.Parse(address, "enricher-0"), (key, value)));
        Assert.Contains(sentence, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_certificate_may_be_in_a_file(bool isPfx)
    {
        using var made = Certificate();
        var file = Path.GetTempFileName();
        try
        {
            if (isPfx) File.WriteAllBytes(file, made.Export(X509ContentType.Pfx, "secret"));
            else File.WriteAllText(file, made.ExportCertificatePem() + "\n" + made.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000)));
            using var read = MqttSettings.LogIn(MqttClientOptions.Parse("mqtts://iot:8883", "enricher-0"), Of(("Certificate", file), ("CertificatePassword", "secret"))).Certificate;
            Assert.Equal(made.Thumbprint, read!.Thumbprint);
            Assert.True(read.HasPrivateKey);
            var wrong = Assert.Throws<ServiceConfigurationException>(() => MqttSettings.LogIn(MqttClientOptions.Parse("mqtts://iot:8883", "enricher-0"), Of(("Certificate", file), ("CertificatePassword", "another"))));
            Assert.DoesNotContain("another", wrong.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task What_is_published_goes_over_as_many_connections_as_are_asked_for_and_arrives_once()
    {
        await using var broker = await RunningBroker.StartedAsync(new MqttServerOptions { Profile = MqttServerProfile.AwsIot });
        await using var service = await TestService.StartAsync(
            new() { ["ConnectionStrings:mqtt"] = broker.Address.ToString(), ["FlowOptics:Mqtt:Profile"] = "aws-iot", ["FlowOptics:Mqtt:Connections"] = "3" }, one => one.AddMqttClient("sampler"));
        await using var listener = new MqttClient(MqttClientOptions.Parse(broker.Address.ToString(), "listener"));
        listener.Start();
        await listener.SubscribeAsync("raw/#", MqttQualityOfService.AtLeastOnce, TestContext.Current.CancellationToken);
        var publisher = service.Services.GetRequiredService<DeliveringPublisher>();

        // More at once than one connection may have: refused by the broker if it were one that is not held back.
        await Task.WhenAll(Enumerable.Range(0, 150).Select(i => publisher.PublishAsync(new MqttMessage("raw/x", new[] { (byte)i }) { QualityOfService = MqttQualityOfService.AtLeastOnce }, needsSubscriber: true, TestContext.Current.CancellationToken)));

        var seen = new HashSet<byte>();
        while (seen.Count < 150)
        {
            var message = await listener.Messages.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
            Assert.True(seen.Add(message.Payload.Span[0]));
            message.Acknowledge();
        }

        // The service's three, and the listener.
        Assert.Equal(4, broker.Server.Statistics.Connections);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=enricher", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }

    private static MqttClientOptions Apply(MqttClientOptions options, params (string Key, string Value)[] settings) => IotSettings.Apply(options, Of(settings), TimeProvider.System);

    private static IConfiguration Of(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"FlowOptics:Mqtt:{setting.Key}", (string?)setting.Value))).Build();
}
