namespace FlowOptics.Tests;

/// <summary>Tokens that no service may take, by what is wrong with them.</summary>
internal static class WrongTokens
{
    public static IEnumerable<(string What, string Token)> Of(TestIssuer issuer, TestIssuer other)
    {
        var past = DateTimeOffset.UtcNow.AddMinutes(-2).ToUnixTimeSeconds();
        yield return ("of another issuer", other.Admin());
        yield return ("of another issuer that calls itself ours", other.Token(("roles", "admin"), ("iss", issuer.Address)));
        yield return ("with another issuer's name", issuer.Token(("roles", "admin"), ("iss", other.Address)));
        yield return ("for another audience", issuer.Token(("roles", "admin"), ("aud", "payroll")));
        yield return ("for nobody", issuer.Token(("roles", "admin"), ("aud", null)));
        yield return ("for nobody, by another client", issuer.Token(("roles", "admin"), ("aud", null), ("token_use", "access"), ("client_id", "payroll")));
        yield return ("of another kind", issuer.Token(("roles", "admin"), ("token_use", "id")));
        yield return ("expired", issuer.Token(("roles", "admin"), ("exp", past)));
        yield return ("without an end", issuer.Token(("roles", "admin"), ("exp", null)));
        yield return ("not yet in force", issuer.Token(("roles", "admin"), ("nbf", DateTimeOffset.UtcNow.AddMinutes(2).ToUnixTimeSeconds())));
        yield return ("forged", issuer.Forged());
        yield return ("not signed", issuer.Unsigned(withSignature: false));
        yield return ("not signed, with a signature", issuer.Unsigned(withSignature: true));
        yield return ("signed with the public key", issuer.SignedWithPublicKey());
        yield return ("changed", Changed(issuer.Viewer("123456789012")));
        yield return ("no token", "admin");
        yield return ("empty", "");
    }

    // The claims of one token with the signature of another.
    private static string Changed(string token)
    {
        var parts = token.Split('.');
        var claims = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1])).Replace("viewer", "admin", StringComparison.Ordinal);
        return $"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(claims))}.{parts[2]}";
    }
}
