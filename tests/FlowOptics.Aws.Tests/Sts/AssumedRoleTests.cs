using System.Diagnostics;
using System.Text.Json.Nodes;
using Amazon.SecurityToken;

namespace FlowOptics.Aws.Tests.Sts;

/// <summary>Credentials for viewers, from STS's documented answers.</summary>
public sealed class AssumedRoleTests
{
    private const string Role = "arn:aws:iam::123456789012:role/viewer";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_is_assumed_with_its_policy_once_for_all_who_ask_and_again_before_it_ends()
    {
        await using var sts = await CannedSts.StartAsync();
        using var spans = new ActivityListener { ShouldListenTo = source => source.Name == "FlowOptics.Aws", Sample = (ref _) => ActivitySamplingResult.AllData };
        var names = new List<string>();
        spans.ActivityStopped = span =>
        {
            lock (names) names.Add(span.DisplayName);
        };
        ActivitySource.AddActivityListener(spans);
        var policy = ListenerPolicy.For("aws", "eu-west-1", "123456789012", "viewer-", "flowoptics/v1/map/");
        using var role = Assume(sts);

        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => role.GetAsync(policy, Cancel)));

        var (form, authorization) = Assert.Single(sts.Requests);
        Assert.All(all, one => Assert.Equal("ASIAIOSFODNN7EXAMPLE", one.Credentials.AccessKey));
        Assert.StartsWith("AQoDYXdzEPT", all[0].Credentials.Token, StringComparison.Ordinal);
        Assert.InRange(all[0].Until, DateTimeOffset.UtcNow.AddMinutes(13), DateTimeOffset.UtcNow.AddMinutes(15));
        string[] asked = ["Action", "RoleArn", "RoleSessionName", "Policy", "DurationSeconds"];
        Assert.Equal(["AssumeRole", Role, "flowoptics-viewer", policy, "900"], asked.Select(name => form[name].ToString()));
        Assert.Contains("/eu-west-1/sts/aws4_request", authorization, StringComparison.Ordinal);
        lock (names) Assert.Contains("STS.AssumeRole", names);

        // Another policy is another session.
        await role.GetAsync("{}", Cancel);
        Assert.Equal(2, sts.Requests.Count);

        // A third of its time is left: it is asked for anew.
        sts.Lasts = TimeSpan.FromMinutes(4);
        using var shorter = Assume(sts);
        await shorter.GetAsync(policy, Cancel);
        await shorter.GetAsync(policy, Cancel);
        Assert.Equal(4, sts.Requests.Count);
    }

    [Fact]
    public async Task A_refusal_says_what_is_not_allowed()
    {
        await using var sts = await CannedSts.StartAsync();
        sts.Denies = true;
        using var role = Assume(sts);

        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => role.GetAsync("{}", Cancel));

        Assert.Equal("AccessDenied", refused.ErrorCode);
        Assert.Contains("not authorized to perform: sts:AssumeRole", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_listener_may_connect_under_its_names_and_listen_to_its_topics_and_nothing_else()
    {
        var policy = JsonNode.Parse(ListenerPolicy.For("aws-cn", "cn-north-1", "123456789012", "viewer-", "flowoptics/v1/map/"))!;
        var statements = policy["Statement"]!.AsArray().Select(one => $"{one!["Effect"]} {one["Action"]} {string.Join(' ', one["Resource"]!.AsArray())}");
        Assert.Equal(
            [
                "Allow iot:Connect arn:aws-cn:iot:cn-north-1:123456789012:client/viewer-*",
                "Allow iot:Subscribe arn:aws-cn:iot:cn-north-1:123456789012:topicfilter/flowoptics/v1/map/*",
                "Allow iot:Receive arn:aws-cn:iot:cn-north-1:123456789012:topic/flowoptics/v1/map/*",
            ],
            statements);
    }

    private static AssumedRole Assume(CannedSts sts)
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_STS", sts.Url);
        return new(AssumedRole.Client("eu-west-1"), Role, "flowoptics-viewer", TimeProvider.System);
    }
}
