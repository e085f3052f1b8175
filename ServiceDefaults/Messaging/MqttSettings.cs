using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FlowOptics.Mqtt;
using Microsoft.Extensions.Configuration;

namespace FlowOptics.ServiceDefaults.Messaging;

/// <summary>What a deployment says of the broker beside its address, which is no secret there: user, password and certificate come one by one, from where its secrets are.</summary>
internal static class MqttSettings
{
    private const string UserKey = "FlowOptics:Mqtt:User";
    private const string PasswordKey = "FlowOptics:Mqtt:Password";
    private const string CertificateKey = "FlowOptics:Mqtt:Certificate";
    private const string CertificatePasswordKey = "FlowOptics:Mqtt:CertificatePassword";
    private const string RootsKey = "FlowOptics:Mqtt:Roots";
    private const string SessionKey = "FlowOptics:Mqtt:SessionMinutes";

    // A week.
    private const int MostSessionMinutes = 10080;

    /// <exception cref="ServiceConfigurationException">A setting is wrong; no message repeats a secret.</exception>
    public static MqttClientOptions LogIn(MqttClientOptions options, IConfiguration configuration)
    {
        if (configuration[RootsKey] is { Length: > 0 } roots) options = options with { Roots = Roots(roots) };
        if (configuration[CertificateKey] is { Length: > 0 } pem)
        {
            if (options.Server.Scheme != "mqtts") throw new ServiceConfigurationException($"{CertificateKey} is for TLS: ConnectionStrings:mqtt must begin with mqtts://.");
            return options with { Certificate = Certificate(pem, configuration[CertificatePasswordKey]) };
        }

        return configuration[PasswordKey] is { Length: > 0 } password
            ? options with { UserName = configuration[UserKey] is { Length: > 0 } user ? user : options.UserName, Password = password }
            : options;
    }

    /// <summary>
    /// How long the broker keeps what it has for this service while that is gone; null: as the service wishes. Where each start has another name (<c>FlowOptics:Instance</c>), nobody comes back for a
    /// session, and until it ends the broker keeps messages for it.
    /// </summary>
    /// <exception cref="ServiceConfigurationException">It is no number of minutes.</exception>
    public static TimeSpan? SessionExpiry(IConfiguration configuration) =>
        WholeNumber.Read(configuration, SessionKey, 1, MostSessionMinutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : null;

    /// <param name="text">PEM; or, of a file in PEM or PFX, its path.</param>
    private static X509Certificate2 Certificate(string text, string? password)
    {
        try
        {
            if (!text.Contains("-----BEGIN ", StringComparison.Ordinal))
            {
                var file = File.ReadAllBytes(text);
                if (file.AsSpan().IndexOf("-----BEGIN "u8) < 0) return X509CertificateLoader.LoadPkcs12(file, password);
                text = Encoding.UTF8.GetString(file);
            }

            return string.IsNullOrEmpty(password) ? X509Certificate2.CreateFromPem(text, text) : X509Certificate2.CreateFromEncryptedPem(text, text, password);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new ServiceConfigurationException(
                $"{CertificateKey} is neither PEM text of a certificate and its private key nor the path of a PEM or PFX file with both ({e.GetType().Name}); where it is encrypted, set {CertificatePasswordKey}.", e);
        }
    }

    private static X509Certificate2Collection Roots(string file)
    {
        try
        {
            var all = new X509Certificate2Collection();
            all.ImportFromPemFile(file);
            if (all.Count > 0) return all;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ServiceConfigurationException($"{RootsKey} is '{file}', which cannot be used ({e.Message}): give the path of a PEM file with the certificates that are trusted.", e);
        }

        throw new ServiceConfigurationException($"{RootsKey} is '{file}', which has no certificate: give the path of a PEM file with the certificates that are trusted.");
    }
}
