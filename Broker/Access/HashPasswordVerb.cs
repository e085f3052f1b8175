using System.Text;

namespace FlowOptics.Broker.Access;

/// <summary>
/// <c>dotnet FlowOptics.Broker.dll hash-password NAME</c> reads a password from standard input and prints the line for the access file;
/// <c>hash-token NAME</c> the same for a token. Neither is an argument: those are for every process of the machine to see.
/// </summary>
internal static class HashPasswordVerb
{
    private const string Usage = "usage: hash-password NAME, or hash-token NAME; the secret is read from standard input, its first line";

    /// <returns>The exit code; null where the arguments hold no verb.</returns>
    public static int? Run(string[] arguments, TextReader input, TextWriter output, TextWriter errors)
    {
        if (arguments is not [("hash-password" or "hash-token") and var verb, ..]) return null;
        if (arguments is not [_, { Length: > 0 } name] || name.Contains(':', StringComparison.Ordinal))
        {
            errors.WriteLine(Usage);
            return 2;
        }

        if (input.ReadLine() is not { Length: > 0 } secret)
        {
            errors.WriteLine($"standard input holds no secret. {Usage}");
            return 2;
        }

        var bytes = Encoding.UTF8.GetBytes(secret);
        output.WriteLine($"user {name}:{(verb == "hash-token" ? SecretHash.OfToken(bytes) : SecretHash.OfPassword(bytes))}");
        return 0;
    }
}
