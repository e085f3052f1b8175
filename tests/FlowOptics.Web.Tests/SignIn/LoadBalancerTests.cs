using System.Net;
using FlowOptics.ServiceDefaults;
using FlowOptics.SignIn;
using FlowOptics.Web.Tests.Api;
using FlowOptics.Web.Tests.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace FlowOptics.Web.Tests.SignIn;

/// <summary>Web behind a load balancer that signs people in: its header counts from its addresses, with its signature, and from nowhere else.</summary>
public sealed class LoadBalancerTests : IAsyncLifetime
{
    private const string Visible = "123456789012";
    private const string Hidden = "234567890123";
    private static readonly object Ada = new { sub = "ada", name = "Ada", roles = "viewer", accounts = new[] { Visible } };

    private readonly TestLoadBalancer _balancer = new();
    private TestGraphApi? _keys;
    private TestGraphApi? _graphApi;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _keys = await _balancer.PublishKeyAsync();
        _graphApi = await TestGraphApi.StartAsync(app => app.MapGet("/api/v1/meta", (HttpRequest request) => request.Headers[TestLoadBalancer.HeaderName].ToString()));
    }

    public async ValueTask DisposeAsync()
    {
        if (_keys is not null) await _keys.DisposeAsync();
        if (_graphApi is not null) await _graphApi.DisposeAsync();
        _balancer.Dispose();
    }

    [Fact]
    public async Task Its_header_goes_on_to_GraphApi_as_it_came()
    {
        await using var web = Start("127.0.0.0/8");
        var header = Header();

        using var answer = await AskAsync(web, [header]);

        Assert.Equal(header, await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task From_another_address_it_says_nothing_whatever_is_forwarded()
    {
        // The proxy is believed for whom it asks, which makes nobody the load balancer.
        await using var web = Start("10.0.0.0/24", ("FlowOptics:Web:Proxies", "127.0.0.0/8"));

        using var answer = await AskAsync(web, [Header()]);
        using var forwarded = await AskAsync(web, [Header()], ("X-Forwarded-For", "10.0.0.7"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, forwarded.StatusCode);
    }

    [Fact]
    public async Task Forged_ones_none_and_two_are_refused_and_who_has_no_role_too()
    {
        await using var web = Start("127.0.0.0/8");
        using var forger = new TestLoadBalancer();
        foreach (var (what, headers) in new (string, string[])[]
        {
            ("none", []), ("two", [Header(), Header()]), ("forged", [forger.Header(DateTimeOffset.UtcNow, Ada)]), ("expired", [_balancer.Header(DateTimeOffset.UtcNow.AddMinutes(-10), Ada)]),
            ("of another load balancer", [_balancer.Header(DateTimeOffset.UtcNow, Ada, head => head["signer"] = TestLoadBalancer.Arn.Replace("flowoptics", "theirs", StringComparison.Ordinal))]),
            ("with a key that is none", [_balancer.Header(DateTimeOffset.UtcNow, Ada, head => head["kid"] = TestLoadBalancer.KeyId.Replace('0', '1'))]),
        })
        {
            using var answer = await AskAsync(web, headers);
            Assert.Equal((what, HttpStatusCode.Unauthorized), (what, answer.StatusCode));
        }

        using var nobody = await AskAsync(web, [_balancer.Header(DateTimeOffset.UtcNow, new { sub = "eve" })]);
        Assert.Equal(HttpStatusCode.Forbidden, nobody.StatusCode);
    }

    [Fact]
    public async Task The_live_feed_is_bound_by_it()
    {
        await using var broker = await RunningBroker.StartedAsync();
        await using var web = Start("127.0.0.0/8", broker.Address);
        await Eventually.TrueAsync(() => broker.Server.Statistics.Subscriptions == 3, "Web subscribed at the broker");
        await using (var stranger = TestBrowser.Open(web, "flowoptics/v1/map/#"))
            await stranger.NextAsync("error", error => error.GetProperty("message").GetString()!.Contains("Not authorized", StringComparison.OrdinalIgnoreCase));
        await using var viewer = TestBrowser.Open(web, "flowoptics/v1/map/#", header: (TestLoadBalancer.HeaderName, Header()));
        await viewer.NextAsync("subscribed");

        foreach (var account in new[] { Hidden, Visible }) await broker.PublishAsync(Topics.Of(Topics.Map, account, "eu-west-1"), account);

        Assert.Equal(Visible, (await viewer.NextAsync("message")).GetProperty("payload").GetString());
    }

    [Theory]
    [InlineData("arn:aws:elasticloadbalancing:eu-west-1:123456789012", "https://public-keys.auth.elb.eu-west-1.amazonaws.com/")]
    [InlineData("arn:aws-us-gov:elasticloadbalancing:us-gov-east-1:123456789012", "https://s3-us-gov-east-1.amazonaws.com/aws-elb-public-keys-prod-us-gov-east-1/")]
    [InlineData("arn:aws-cn:elasticloadbalancing:cn-north-1:123456789012", "https://public-keys.auth.elb.cn-north-1.amazonaws.com.cn/")]
    public void Its_keys_are_where_AWS_has_them_in_that_region(string arn, string keys) => Assert.Equal(keys, Options($"{arn}:loadbalancer/app/flowoptics/0123456789abcdef", "10.0.0.0/24").LoadBalancer.KeyAddress.ToString());

    [Theory]
    [InlineData("arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/flowoptics/0123456789abcdef", "10.0.0.0/24", "the ARN of an Application Load Balancer")]
    [InlineData(TestLoadBalancer.Arn, "", "believed from everywhere")]
    [InlineData(TestLoadBalancer.Arn, "everybody", "give addresses or CIDR blocks")]
    public void One_that_is_not_said_well_enough_stops_the_start(string arn, string addresses, string why) =>
        Assert.Contains(why, Assert.Throws<ServiceConfigurationException>(() => Options(arn, addresses)).Message, StringComparison.Ordinal);

    private static SignInOptions Options(string arn, string addresses) => SignInOptions.From(new ConfigurationBuilder().AddInMemoryCollection(
        [new("FlowOptics:SignIn:LoadBalancer:Arn", arn), new("FlowOptics:SignIn:LoadBalancer:Addresses", addresses)]).Build());

    private string Header() => _balancer.Header(DateTimeOffset.UtcNow, Ada);

    private TestWeb Start(string addresses, params (string Key, string Value)[] settings) => Start(addresses, null, settings);

    private TestWeb Start(string addresses, Uri? broker, params (string Key, string Value)[] settings) => TestWeb.Start(broker, _graphApi!.Address, settings:
    [
        ("FlowOptics:SignIn:LoadBalancer:Arn", TestLoadBalancer.Arn), ("FlowOptics:SignIn:LoadBalancer:Addresses", addresses), ("FlowOptics:SignIn:LoadBalancer:Keys", _keys!.Address.ToString()), .. settings,
    ]);

    private static async Task<HttpResponseMessage> AskAsync(TestWeb web, string[] headers, params (string Name, string Value)[] others)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/meta");
        foreach (var header in headers) request.Headers.TryAddWithoutValidation(TestLoadBalancer.HeaderName, header);
        foreach (var (name, value) in others) request.Headers.TryAddWithoutValidation(name, value);
        return await web.Client.SendAsync(request, Cancel);
    }
}
