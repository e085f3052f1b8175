namespace Aspire.Hosting.Running;

/// <summary>Knows the secrets that were handed to resources, and takes them out of all that is shown: consoles, environments, command lines.</summary>
internal sealed class SecretMask
{
    public const string Shown = "••••••••";

    // Shorter ones would take ordinary words apart.
    private const int Shortest = 4;

    private readonly Lock _lock = new();
    private volatile string[] _secrets = [];

    public void Add(string? secret)
    {
        if (secret is null || secret.Length < Shortest) return;
        lock (_lock)
        {
            // Longer ones first: one may be a part of another.
            if (!_secrets.Contains(secret, StringComparer.Ordinal)) _secrets = [.. _secrets.Append(secret).OrderByDescending(known => known.Length)];
        }
    }

    public string Mask(string text)
    {
        foreach (var secret in _secrets)
        {
            if (text.Contains(secret, StringComparison.Ordinal)) text = text.Replace(secret, Shown, StringComparison.Ordinal);
        }

        return text;
    }
}
