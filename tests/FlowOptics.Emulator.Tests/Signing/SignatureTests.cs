using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FlowOptics.Emulator.Tests.Clients;

namespace FlowOptics.Emulator.Tests.Signing;

/// <summary>What AWS refuses, each service in its own words. That right signatures pass is what the SDKs show.</summary>
[Collection(nameof(SharedEmulator))]
public sealed class SignatureTests(EmulatorFixture fixture)
{
    [Fact]
    public async Task A_request_without_a_signature_is_denied()
    {
        using var http = new HttpClient();
        using var denied = await http.GetAsync(new Uri(fixture.Emulator.Url + "/bucket/key"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        Assert.Equal("application/xml", denied.Content.Headers.ContentType!.MediaType);
        Assert.Contains("<Code>AccessDenied</Code>", await denied.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-16, "RequestTimeTooSkewed")]
    [InlineData(16, "RequestTimeTooSkewed")]
    [InlineData(-14, null)]
    [InlineData(14, null)]
    public async Task A_clock_may_be_fifteen_minutes_wrong(int minutes, string? code)
    {
        using var client = new SignedClient(fixture.Emulator) { Skew = TimeSpan.FromMinutes(minutes) };
        using var answer = await client.S3Async(HttpMethod.Get, "/");
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (code is null) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        else Assert.Contains($"<Code>{code}</Code>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_was_changed_or_added_after_signing_is_refused()
    {
        using var changing = new SignedClient(fixture.Emulator) { Tamper = request => { request.Headers.Remove("x-amz-meta-a"); request.Headers.Add("x-amz-meta-a", "2"); } };
        using var changed = await changing.S3Async(HttpMethod.Put, "/signing/x", null, ("x-amz-meta-a", "1"));
        Assert.Contains("<Code>SignatureDoesNotMatch</Code>", await changed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var adding = new SignedClient(fixture.Emulator) { Tamper = request => request.Headers.Add("x-amz-meta-b", "2") };
        using var added = await adding.S3Async(HttpMethod.Put, "/signing/x");
        Assert.Contains("<HeadersNotSigned>x-amz-meta-b</HeadersNotSigned>", await added.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_was_changed_after_signing_is_not_kept()
    {
        using var client = new SignedClient(fixture.Emulator);
        using var bucket = await client.S3Async(HttpMethod.Put, "/signing-body");
        using var changing = new SignedClient(fixture.Emulator) { Tamper = request => request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes("other")) };
        using var changed = await changing.S3Async(HttpMethod.Put, "/signing-body/x", Encoding.UTF8.GetBytes("given"));
        Assert.Contains("<Code>XAmzContentSHA256Mismatch</Code>", await changed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var missing = await client.S3Async(HttpMethod.Head, "/signing-body/x");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("sqs", "nobody", "test", 0, 403, "com.amazon.coral.service#InvalidClientTokenId")]
    [InlineData("sqs", "test", "wrong", 0, 403, "com.amazon.coral.service#SignatureDoesNotMatch")]
    [InlineData("sqs", "test", "test", -20, 403, "com.amazon.coral.service#SignatureDoesNotMatch")]
    [InlineData("athena", "nobody", "test", 0, 400, "UnrecognizedClientException")]
    [InlineData("athena", "test", "wrong", 0, 400, "InvalidSignatureException")]
    [InlineData("athena", "test", "test", -20, 400, "InvalidSignatureException")]
    public async Task Services_that_speak_JSON_refuse_in_their_own_words(string service, string key, string secret, int minutes, int status, string type)
    {
        using var client = new SignedClient(fixture.Emulator) { Key = key, Secret = secret, Skew = TimeSpan.FromMinutes(minutes) };
        var (code, answer) = await client.CallAsync(service, service == "sqs" ? "ListQueues" : "ListWorkGroups", []);
        Assert.Equal((status, type), (code, (answer["__type"] as JsonValue)?.GetValue<string>()));
    }
}
