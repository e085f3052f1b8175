using System.Text.Json.Nodes;
using FlowOptics.Broker.Access;

namespace FlowOptics.Deploy.Tests.Templates;

/// <summary>The way in: TLS, one host name, sign-in; and the same rights at IoT Core as at our own broker.</summary>
public sealed class AccessTests
{
    private static readonly Template Access = Template.Of("access");

    [Fact]
    public void The_page_is_reached_by_TLS_only()
    {
        Assert.Equal("HTTPS", (string?)Access.Resource("Https")["Protocol"]);
        Assert.StartsWith("ELBSecurityPolicy-TLS13-1-2-", (string?)Access.Resource("Https")["SslPolicy"], StringComparison.Ordinal);
        Assert.All(Access.OfType("AWS::ElasticLoadBalancingV2::Listener").Where(listener => (string?)listener.Value["Protocol"] != "HTTPS"), plain =>
        {
            var action = Assert.Single(plain.Value["DefaultActions"]!.AsArray())!;
            Assert.Equal("HTTPS", (string?)action["RedirectConfig"]!["Protocol"]);
        });
    }

    [Fact]
    public void Another_host_name_is_refused_and_each_rule_asks_for_ours()
    {
        Assert.Equal("fixed-response", (string?)Assert.Single(Access.Resource("Https")["DefaultActions"]!.AsArray())!["Type"]);
        Assert.All(Access.OfType("AWS::ElasticLoadBalancingV2::ListenerRule"), rule =>
        {
            var condition = Assert.Single(rule.Value["Conditions"]!.AsArray(), condition => (string?)condition!["Field"] == "host-header")!;
            Assert.Equal("DomainName", (string?)condition["HostHeaderConfig"]!["Values"]![0]!["Ref"]);
        });
    }

    [Theory]
    [InlineData("OidcRule", "authenticate-oidc")]
    [InlineData("OidcApiRule", "authenticate-oidc")]
    [InlineData("CognitoRule", "authenticate-cognito")]
    [InlineData("CognitoApiRule", "authenticate-cognito")]
    public void Where_the_load_balancer_signs_in_nothing_goes_on_without(string rule, string action)
    {
        var actions = Access.Resource(rule)["Actions"]!.AsArray().OrderBy(one => (int)one!["Order"]!).Select(one => (string?)one!["Type"]);
        Assert.Equal([action, "forward"], actions);
        Assert.DoesNotContain("\"allow\"", Access.Resource(rule).ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OidcApiRule", "OidcRule", "AuthenticateOidcConfig")]
    [InlineData("CognitoApiRule", "CognitoRule", "AuthenticateCognitoConfig")]
    public void What_scripts_ask_is_refused_when_the_session_has_ended_and_not_sent_to_the_provider(string api, string page, string config)
    {
        JsonNode Config(string rule) => Access.Resource(rule)["Actions"]!.AsArray().Single(action => action![config] is not null)![config]!.DeepClone();
        var (asked, opened) = (Config(api), Config(page));
        Assert.Equal(("deny", "authenticate"), ((string?)asked["OnUnauthenticatedRequest"], (string?)opened["OnUnauthenticatedRequest"]));
        // All else is the same: one session for both.
        asked["OnUnauthenticatedRequest"] = "authenticate";
        Assert.True(JsonNode.DeepEquals(asked, opened));
        // Rules are looked at in this order.
        Assert.True((int)Access.Resource(api)["Priority"]! < (int)Access.Resource(page)["Priority"]!);
        Assert.Contains("/api/*", Template.Texts(Access.Resource(api)["Conditions"]![1]!["PathPatternConfig"]!["Values"]));
    }

    [Fact]
    public void No_secret_is_a_parameter_or_stands_in_a_template() => Assert.All(Template.All, template =>
    {
        Assert.DoesNotContain(template.Parameters, name => name.EndsWith("Secret", StringComparison.Ordinal) || name.Contains("Password", StringComparison.Ordinal));
        Assert.DoesNotContain("\"SecretString\":", template.Text, StringComparison.Ordinal);
    });

    [Fact]
    public void Where_the_page_signs_in_a_browser_stays_with_the_Web_that_gave_it_a_ticket()
    {
        var attributes = Access.Resource("WebTargets")["TargetGroupAttributes"]!.AsArray().ToDictionary(one => (string)one!["Key"]!, one => one!["Value"]!.ToJsonString(), StringComparer.Ordinal);
        Assert.Equal(("{\"Fn::If\":[\"ByWeb\",\"true\",\"false\"]}", "\"lb_cookie\""), (attributes["stickiness.enabled"], attributes["stickiness.type"]));
        // Asked for without cookies (fetch's own default sends them to the page's origin), a ticket would come from any of them.
        Assert.DoesNotContain("credentials", Repository.Read("Web/ClientApp/src/sign-in/session.ts"), StringComparison.Ordinal);
    }

    [Fact]
    public void Health_is_asked_at_alive() => Assert.Equal("/alive", (string?)Access.Resource("WebTargets")["HealthCheckPath"]);

    [Theory]
    [InlineData("ingestor", "IngestorRights")]
    [InlineData("enricher", "EnricherRights")]
    [InlineData("graphapi", "GraphApiRights")]
    [InlineData("web", "WebRights")]
    public void IoT_Core_lets_each_service_do_what_our_broker_lets_it(string role, string policy)
    {
        var rights = AccessRoles.Find(role)!;
        var allowed = Template.Statements(Access.Resource(policy))
            .SelectMany(statement => Template.Texts(statement["Action"]).SelectMany(action => Resources(statement).Select(resource => (action, resource))))
            .ToLookup(pair => pair.action, pair => pair.resource);

        Assert.Equal(Iot("topicfilter/", rights.Subscribe), allowed["iot:Subscribe"].Order(StringComparer.Ordinal));
        Assert.Equal(Iot("topic/", rights.Subscribe.Select(filter => filter.Replace("$share/enricher/", "", StringComparison.Ordinal))), allowed["iot:Receive"].Order(StringComparer.Ordinal));
        // The compatibility topic is off unless one sets it.
        Assert.Equal(Iot("topic/", rights.Publish.Where(topic => !topic.StartsWith("ipgeolocator", StringComparison.Ordinal))), allowed["iot:Publish"].Order(StringComparer.Ordinal));
        Assert.Equal([$"topic/flowoptics/v1/status/{role}/*"], allowed["iot:RetainPublish"]);
        Assert.Equal([$"client/{role}-*"], allowed["iot:Connect"]);
    }

    private static IEnumerable<string> Iot(string kind, IEnumerable<string> filters) => filters.Select(filter => kind + filter.Replace('#', '*')).Order(StringComparer.Ordinal);

    // arn:${AWS::Partition}:iot:${AWS::Region}:${AWS::AccountId}:topic/…
    private static IEnumerable<string> Resources(JsonObject statement) => statement["Resource"] switch
    {
        JsonArray list => list.Select(one => Last((string)one!["Fn::Sub"]!)),
        var one => [Last((string)one!["Fn::Sub"]!)],
    };

    private static string Last(string arn) => arn[(arn.LastIndexOf(':') + 1)..];
}
