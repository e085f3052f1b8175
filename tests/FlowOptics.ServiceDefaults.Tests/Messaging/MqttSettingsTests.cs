using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults.Messaging;
using Microsoft.Extensions.Configuration;

namespace FlowOptics.ServiceDefaults.Tests.Messaging;

public sealed class MqttSettingsTests
{
    [Fact]
    public void User_and_password_come_beside_the_address()
    {
        var options = LogIn("mqtt://broker:1883", ("User", "enricher"), ("Password", "a long secret"));
        Assert.Equal(("enricher", "a long secret"), (options.UserName, options.Password));
    }

    [Fact]
    public void A_certificate_with_its_key_says_who_the_service_is()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=enricher", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));

        using var read = LogIn("mqtts://iot:8883", ("Certificate", made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem())).Certificate;

        Assert.Equal(made.Thumbprint, read!.Thumbprint);
        Assert.True(read.HasPrivateKey);
    }

    [Fact]
    public void What_is_no_certificate_is_refused_without_being_repeated()
    {
        var wrong = Assert.Throws<ServiceConfigurationException>(() => LogIn("mqtts://iot:8883", ("Certificate", "hunter2")));
        Assert.Contains("FlowOptics:Mqtt:Certificate", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", wrong.Message, StringComparison.Ordinal);
        Assert.Throws<ServiceConfigurationException>(() => LogIn("mqtt://broker:1883", ("Certificate", "x")));
    }

    [Fact]
    public void A_session_is_kept_no_longer_than_is_said()
    {
        Assert.Null(MqttSettings.SessionExpiry(Of()));
        Assert.Equal(TimeSpan.FromMinutes(15), MqttSettings.SessionExpiry(Of(("SessionMinutes", "15"))));
        Assert.Throws<ServiceConfigurationException>(() => MqttSettings.SessionExpiry(Of(("SessionMinutes", "a while"))));
    }

    private static MqttClientOptions LogIn(string address, params (string Key, string Value)[] settings) => MqttSettings.LogIn(MqttClientOptions.Parse(address, "enricher-0"), Of(settings));

    private static IConfiguration Of(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"FlowOptics:Mqtt:{setting.Key}", (string?)setting.Value))).Build();
}
