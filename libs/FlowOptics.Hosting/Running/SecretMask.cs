using System.Text;

namespace Aspire.Hosting.Running;

/// <summary>Knows the secrets that were handed to resources, and takes them out of all that is shown: consoles, environments, command lines, telemetry.</summary>
internal sealed class SecretMask
{
    public const string Shown = "••••••••";

    // Shorter ones would take ordinary words apart.
    private const int Shortest = 4;

    private readonly Lock _lock = new();
    private volatile Secret[] _secrets = [];

    public void Add(string? secret)
    {
        if (secret is null || secret.Length < Shortest) return;
        lock (_lock)
        {
            // Longer ones first: one may be a part of another.
            if (!_secrets.Any(known => known.Text == secret)) _secrets = [.. _secrets.Append(new Secret(secret, Encoding.UTF8.GetBytes(secret))).OrderByDescending(known => known.Text.Length)];
        }
    }

    public string Mask(string text)
    {
        foreach (var secret in _secrets)
        {
            if (text.Contains(secret.Text, StringComparison.Ordinal)) text = text.Replace(secret.Text, Shown, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Overwrites them where they stand, byte for byte: what says how long a text is stays true.</summary>
    public void Mask(Span<byte> message)
    {
        foreach (var secret in _secrets)
        {
            int at;
            for (var rest = message; (at = rest.IndexOf(secret.Bytes)) >= 0; rest = rest[(at + secret.Bytes.Length)..]) rest.Slice(at, secret.Bytes.Length).Fill((byte)'*');
        }
    }

    private sealed record Secret(string Text, byte[] Bytes);
}
