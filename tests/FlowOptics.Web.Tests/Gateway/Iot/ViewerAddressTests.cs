using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FlowOptics.Aws;
using FlowOptics.Web.Gateway.Iot;

namespace FlowOptics.Web.Tests.Gateway.Iot;

/// <summary>What a browser is given that wants to talk to AWS IoT Core itself.</summary>
[Collection(ViewerWeb.Collection)]
public sealed class ViewerAddressTests
{
    private static readonly Uri Path = new(ViewerEndpoints.Path, UriKind.Relative);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_role_there_is_none()
    {
        await using var web = TestWeb.Start();

        using var answer = await web.Client.GetAsync(Path, Cancel);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Fact]
    public async Task With_a_role_it_is_signed_with_a_session_that_may_listen_to_the_map_and_do_nothing_else()
    {
        await using var sts = await CannedSts.StartAsync();
        await using var web = ViewerWeb.Start(sts);

        using var answer = await web.Client.GetAsync(Path, Cancel);

        Assert.Equal((HttpStatusCode.OK, "no-store"), (answer.StatusCode, answer.Headers.CacheControl?.ToString()));
        var address = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var url = address.GetProperty("url").GetString()!;
        Assert.StartsWith("wss://a1b2c3-ats.iot.eu-west-1.amazonaws.com/mqtt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ASIAIOSFODNN7EXAMPLE%2F", url, StringComparison.Ordinal);
        Assert.Matches("&X-Amz-Signature=[0-9a-f]{64}&X-Amz-Security-Token=[^&]+$", url);
        Assert.Equal("flowoptics/v1/map/#", Assert.Single(address.GetProperty("filters").EnumerateArray()).GetString());
        Assert.InRange(address.GetProperty("until").GetDateTimeOffset(), DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddMinutes(15));
        var policy = Assert.Single(sts.Requests).Form["Policy"].ToString();
        Assert.Contains("topic/flowoptics/v1/map/*", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("iot:Publish", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("flowoptics/v1/raw", policy, StringComparison.Ordinal);

        // The page may connect there, and nowhere else.
        using var page = await web.Client.GetAsync("/", Cancel);
        Assert.Contains($"connect-src 'self' ws://{web.Address.Authority} wss://{ViewerWeb.Endpoint};", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_signed_in_gets_one_and_it_is_bound_to_their_accounts()
    {
        await using var sts = await CannedSts.StartAsync();
        await using var issuer = await TestIssuer.StartAsync();
        await using var web = ViewerWeb.Start(sts, [.. issuer.Settings.Select(setting => (setting.Name.Replace("__", ":", StringComparison.Ordinal), setting.Value))]);

        using var stranger = await web.Client.GetAsync(Path, Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + issuer.Viewer("111111111111"));
        using var viewer = await web.Client.SendAsync(request, Cancel);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (stranger.StatusCode, viewer.StatusCode));
        Assert.Equal("flowoptics/v1/map/111111111111/#", Assert.Single((await viewer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("filters").EnumerateArray()).GetString());
        Assert.DoesNotContain("flowoptics/v1/map/*", Assert.Single(sts.Requests).Form["Policy"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_STS_refuses_it_is_said_that_there_is_none_now_and_nothing_of_why()
    {
        await using var sts = await CannedSts.StartAsync();
        sts.Denies = true;
        await using var web = ViewerWeb.Start(sts);

        using var answer = await web.Client.GetAsync(Path, Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.DoesNotContain("arn:aws", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_see_some_accounts_gets_a_session_for_these_and_too_many_get_none()
    {
        await using var sts = await CannedSts.StartAsync();
        using var role = Role(sts);
        var addresses = new ViewerAddresses(new(new Uri("wss://a1b2c3-ats.iot.eu-west-1.amazonaws.com/mqtt"), "eu-west-1", "", "aws", "123456789012"), role, TimeProvider.System);

        var address = await addresses.NextAsync(new HashSet<string> { "222222222222", "111111111111" }, Cancel);

        Assert.Equal(["flowoptics/v1/map/111111111111/#", "flowoptics/v1/map/222222222222/#"], address!.Filters);
        var policy = Assert.Single(sts.Requests).Form["Policy"].ToString();
        Assert.Contains("topicfilter/flowoptics/v1/map/111111111111/*", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("flowoptics/v1/map/*", policy, StringComparison.Ordinal);
        Assert.Null(await addresses.NextAsync(Enumerable.Range(0, 50).Select(i => $"{i:000000000000}").ToHashSet(), Cancel));
    }

    private static AssumedRole Role(CannedSts sts)
    {
        ViewerWeb.Point(sts);
        return new(AssumedRole.Client("eu-west-1"), "arn:aws:iam::123456789012:role/viewer", "flowoptics-viewer", TimeProvider.System);
    }
}
