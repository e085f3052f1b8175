namespace FlowOptics.Emulator.Signing;

/// <summary>What a signature says it is for: <c>AKID/20261122/eu-west-1/s3/aws4_request</c>.</summary>
internal sealed record SigningScope(string AccessKey, string Date, string Region, string Service)
{
    public string Text => $"{Date}/{Region}/{Service}/aws4_request";

    public static SigningScope? Parse(string credential)
    {
        // An access key may hold slashes in theory, the rest never.
        var parts = credential.Split('/');
        if (parts.Length < 5 || parts[^1] != "aws4_request" || parts[^4].Length != 8) return null;
        return new SigningScope(string.Join('/', parts[..^4]), parts[^4], parts[^3], parts[^2]);
    }
}
