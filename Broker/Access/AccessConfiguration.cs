using System.Text;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Broker.Access;

/// <summary>Who may connect, from configuration: the access file, and the secrets that AppHost makes for the product's own services.</summary>
internal static class AccessConfiguration
{
    public const string SecretsKey = "FlowOptics:Broker:Secrets";
    private const int MinSecretLength = 16;

    /// <summary>Null: neither is configured, and everyone may do everything.</summary>
    /// <exception cref="ServiceConfigurationException">A setting is wrong; the message names it, and no secret.</exception>
    public static AccessTable? From(IConfiguration configuration)
    {
        var file = configuration[BrokerOptions.AccessKey] is { Length: > 0 } path ? AccessFile.Read(path) : null;
        var services = configuration.GetSection(SecretsKey).GetChildren().Select(Service).ToList();
        if (file is null) return services.Count == 0 ? null : new AccessTable(services, AccessRoles.Find(AccessRoles.Viewer)! with { Owner = null });

        // Who is in the file is as the file says.
        return file with { Users = [.. file.Users, .. services.Where(s => !file.Users.Any(u => u.Name == s.Name))] };
    }

    private static AccessUser Service(IConfigurationSection secret)
    {
        var rights = AccessRoles.Find(secret.Key)
            ?? throw new ServiceConfigurationException($"{secret.Path}: '{secret.Key}' is none of {string.Join(", ", AccessRoles.Names)}.");
        if (secret.Value is not { Length: >= MinSecretLength } value)
        {
            throw new ServiceConfigurationException($"{secret.Path} has fewer than {MinSecretLength} characters: it must be long and random.");
        }

        return new AccessUser(secret.Key, SecretHash.OfToken(Encoding.UTF8.GetBytes(value)), rights);
    }
}
