using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;

namespace FlowOptics.Aws.Tests.Iot;

/// <summary>Signatures, against what AWS itself has published.</summary>
public sealed class SignedAddressTests
{
    private static readonly DateTimeOffset Time = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html, "Example 1": of a service that leaves the body unsigned.</summary>
    [Fact]
    public void The_address_of_AWSs_own_example_is_signed_as_there()
    {
        var signed = SignedAddress.Sign(
            new Uri("https://examplebucket.s3.amazonaws.com/test.txt"), "us-east-1", "s3", new ImmutableCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", null),
            new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(1), "UNSIGNED-PAYLOAD");

        Assert.Equal(
            "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
            + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
            signed);
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html: the key that follows from the secret.</summary>
    [Fact]
    public void The_SDK_derives_the_key_of_AWSs_own_example() => Assert.Equal(
        "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9",
        Convert.ToHexStringLower(AWS4Signer.ComposeSigningKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "20150830", "iam")));

    [Fact]
    public void The_sessions_token_stands_behind_the_signature_and_does_not_change_it()
    {
        var server = new Uri("wss://a1b2-ats.iot.eu-west-1.amazonaws.com:443/mqtt");
        var without = SignedAddress.OfIot(server, "eu-west-1", new ImmutableCredentials("AKIDEXAMPLE", "secret", null), Time).AbsoluteUri;
        var with = SignedAddress.OfIot(server, "eu-west-1", new ImmutableCredentials("AKIDEXAMPLE", "secret", "to/ken+="), Time).AbsoluteUri;

        Assert.StartsWith("wss://a1b2-ats.iot.eu-west-1.amazonaws.com/mqtt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Feu-west-1%2Fiotdevicegateway%2Faws4_request&X-Amz-Date=20150830T123600Z&", without, StringComparison.Ordinal);
        Assert.Matches("&X-Amz-SignedHeaders=host&X-Amz-Signature=[0-9a-f]{64}$", without);
        Assert.Equal(without + "&X-Amz-Security-Token=to%2Fken%2B%3D", with);
    }

    [Theory]
    [InlineData("a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com", "eu-west-1")]
    [InlineData("a1b2c3d4e5f6g7.iot-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1")]
    [InlineData("a1b2c3d4e5f6g7.ats.iot.cn-north-1.amazonaws.com.cn", null)]
    [InlineData("broker.example.com", null)]
    [InlineData("x.iot.eu-west-1.amazonaws.com.example.com", null)]
    public void An_endpoints_name_says_its_region(string host, string? region) => Assert.Equal(region, IotHost.RegionOf(host));
}
