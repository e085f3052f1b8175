using System.Globalization;
using System.Security.Cryptography;

namespace FlowOptics.Broker.Access;

/// <summary>
/// What is kept of a secret: enough to know it again, too little to use it.
/// <code>
/// pbkdf2-sha256:600000:3q2+7w==…:base64 of the 32-byte hash     a password, which a person chose
/// sha256:64 hexadecimal digits                                  a token: random, so that one fast hash is enough
/// </code>
/// </summary>
internal sealed record SecretHash
{
    /// <summary>OWASP's Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256.</summary>
    public const int DefaultIterations = 600_000;

    private const int MinIterations = 1000;
    private const int MaxIterations = 10_000_000;
    private const int SaltBytes = 16;
    private const int HashBytes = SHA256.HashSizeInBytes;
    private const string Password = "pbkdf2-sha256";
    private const string Token = "sha256";

    private readonly int _iterations;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private SecretHash(int iterations, byte[] salt, byte[] hash) => (_iterations, _salt, _hash) = (iterations, salt, hash);

    /// <summary>Takes tens of milliseconds or more to check, on purpose.</summary>
    public bool IsSlow => _iterations > 0;

    public static SecretHash OfPassword(ReadOnlySpan<byte> password, int iterations = DefaultIterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new SecretHash(iterations, salt, Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, HashBytes));
    }

    public static SecretHash OfToken(ReadOnlySpan<byte> token) => new(0, [], SHA256.HashData(token));

    /// <exception cref="FormatException">The text is none; the message says what was expected.</exception>
    public static SecretHash Parse(string text)
    {
        var parts = text.Split(':');
        if (parts is [Token, var hex])
        {
            return hex.Length == HashBytes * 2 && hex.All(char.IsAsciiHexDigit)
                ? new SecretHash(0, [], Convert.FromHexString(hex))
                : throw new FormatException($"after '{Token}:' stand {HashBytes * 2} hexadecimal digits");
        }

        if (parts is not [Password, var count, var salt, var hash])
        {
            throw new FormatException($"expected {Password}:iterations:salt:hash or {Token}:hash, as the verb hash-password prints them");
        }

        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations is < MinIterations or > MaxIterations)
        {
            throw new FormatException($"the iterations are '{count}', not a number from {MinIterations} to {MaxIterations}");
        }

        var (saltBytes, hashBytes) = (Base64(salt, "salt"), Base64(hash, "hash"));
        return hashBytes.Length == HashBytes
            ? new SecretHash(iterations, saltBytes, hashBytes)
            : throw new FormatException($"the hash has {hashBytes.Length} bytes instead of {HashBytes}");
    }

    /// <summary>In a time that says nothing of how much of it was right.</summary>
    public bool Matches(ReadOnlySpan<byte> secret)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        if (IsSlow) Rfc2898DeriveBytes.Pbkdf2(secret, _salt, hash, _iterations, HashAlgorithmName.SHA256);
        else SHA256.HashData(secret, hash);
        return CryptographicOperations.FixedTimeEquals(hash, _hash);
    }

    public override string ToString() => IsSlow
        ? string.Create(CultureInfo.InvariantCulture, $"{Password}:{_iterations}:{Convert.ToBase64String(_salt)}:{Convert.ToBase64String(_hash)}")
        : $"{Token}:{Convert.ToHexStringLower(_hash)}";

    private static byte[] Base64(string text, string what)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"the {what} is no base64", wrong);
        }
    }
}
