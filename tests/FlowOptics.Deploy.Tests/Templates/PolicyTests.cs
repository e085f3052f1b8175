using System.Text.Json.Nodes;
using FlowOptics.Aws;

namespace FlowOptics.Deploy.Tests.Templates;

/// <summary>Least privilege: one role a service, with what its code calls, at what has a name.</summary>
public sealed class PolicyTests
{
    private static readonly Template Services = Template.Of("services");

    // What Athena does in the caller's name (AWS: "Access to Athena", "Fine-grained access to databases and tables").
    private static readonly string[] InTheCallersName =
        ["glue:GetDatabase", "glue:GetTable", "s3:AbortMultipartUpload", "s3:GetBucketLocation", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"];

    [Fact]
    public void No_action_is_a_pattern() => Assert.All(Allowed(), allowed => Assert.All(
        Template.Texts(allowed.Statement["Action"]), action => Assert.False(action.Contains('*', StringComparison.Ordinal), $"{allowed.Where}: {action}")));

    [Fact]
    public void All_that_has_a_name_is_named() => Assert.All(
        Allowed().Where(allowed => allowed.Statement["Resource"]?.ToJsonString() is "\"*\""),
        // A registry has no name: the token is the account's.
        allowed => Assert.Equal(["ecr:GetAuthorizationToken"], Template.Texts(allowed.Statement["Action"])));

    [Fact]
    public void Nothing_may_make_or_take_on_a_role_but_Web_the_viewers() => Assert.All(Allowed().Where(allowed => allowed.Statement["Principal"] is null && allowed.Where != "services: WebLendsViewerRole"), allowed => Assert.All(
        Template.Texts(allowed.Statement["Action"]), action => Assert.False(action.StartsWith("iam:", StringComparison.Ordinal) || action.StartsWith("sts:", StringComparison.Ordinal), $"{allowed.Where}: {action}")));

    [Fact]
    public void Ingestor_may_what_its_code_calls() => Assert.Equal(
        Union(SdkCalls.Of("s3", "libs/FlowOptics.Lake/Objects/S3"), SdkCalls.Of("sqs", "Ingestor/Sources/Sqs"), ["kms:Decrypt"]),
        Actions("IngestorRole"));

    [Fact]
    public void GraphApi_may_what_its_code_calls()
    {
        Assert.Equal(Union(SdkCalls.Of("s3", "libs/FlowOptics.Lake/Objects/S3"), ["kms:Decrypt"]), Actions("GraphApiRole", "logs"));
        Assert.Equal(Union(SdkCalls.Of("athena", "libs/FlowOptics.Lake/Athena"), InTheCallersName), Actions("GraphApiRole", "athena"));
    }

    [Theory]
    [InlineData("BrokerRole")]
    [InlineData("EnricherRole")]
    [InlineData("WebRole")]
    public void Who_calls_nothing_of_AWS_may_nothing(string role) => Assert.Empty(Actions(role));

    [Fact]
    public void Browsers_may_listen_to_the_map_and_Web_alone_may_lend_them_that()
    {
        // As Web narrows it for who may see all.
        var session = JsonNode.Parse(ListenerPolicy.For("${AWS::Partition}", "${AWS::Region}", "${AWS::AccountId}", "flowoptics-viewer-", "flowoptics/v1/map/"))!["Statement"]!.AsArray();
        var role = Template.Statements(Services.Resource("ViewerRole")["Policies"]).Select(statement => $"{statement["Action"]} {statement["Resource"]![0]!["Fn::Sub"]}");
        Assert.Equal(session.Select(statement => $"{statement!["Action"]} {statement["Resource"]![0]}"), role);

        var trusted = Assert.Single(Template.Statements(Services.Resource("ViewerRole")["AssumeRolePolicyDocument"]));
        Assert.Equal("""{"AWS":{"Fn::GetAtt":["WebRole","Arn"]}}""", trusted["Principal"]!.ToJsonString());
        var lending = Assert.Single(Template.Statements(Services.Resource("WebLendsViewerRole")));
        Assert.Equal(("sts:AssumeRole", """{"Fn::GetAtt":["ViewerRole","Arn"]}"""), ((string?)lending["Action"], lending["Resource"]!.ToJsonString()));

        // Neither is there unless it is asked for, with IoT Core as the broker.
        Assert.All((string[])["ViewerRole", "WebLendsViewerRole"], name => Assert.Equal("Straight", (string?)Services.Root["Resources"]![name]!["Condition"]));
        Assert.Equal("""{"Fn::And":[{"Condition":"OnIot"},{"Fn::Equals":[{"Ref":"MapTicks"},"iot-core"]}]}""", Services.Root["Conditions"]!["Straight"]!.ToJsonString());
        Assert.Equal("gateway", (string?)Services.Root["Parameters"]!["MapTicks"]!["Default"]);
    }

    [Theory]
    [InlineData("Enricher")]
    [InlineData("GraphApi")]
    [InlineData("Ingestor")]
    [InlineData("Web")]
    public void A_service_is_started_with_its_own_secret_and_image_only(string service)
    {
        var statements = Template.Statements(Services.Resource(service + "Starts")["Policies"]).ToDictionary(statement => (string)statement["Sid"]!);
        var secret = Assert.Single(statements["ReadItsSecrets"]["Resource"]!.AsArray())!;
        Assert.Equal(service + "SecretArn", (string?)secret["Ref"]);
        Assert.EndsWith($"repository/${{Name}}/{service.ToLowerInvariant()}", (string?)statements["PullTheImage"]["Resource"]!["Fn::Sub"], StringComparison.Ordinal);
        Assert.Equal($"${{{service}Log.Arn}}", (string?)statements["WriteItsLog"]["Resource"]!["Fn::Sub"]);
    }

    [Fact]
    public void Each_task_has_two_roles_of_its_own()
    {
        var roles = Services.OfType("AWS::ECS::TaskDefinition").SelectMany(task => (string[])[task.Value["TaskRoleArn"]!.ToJsonString(), task.Value["ExecutionRoleArn"]!.ToJsonString()]).ToList();
        Assert.Equal(10, roles.Count);
        Assert.Equal(roles.Count, roles.Distinct().Count());
    }

    private static IEnumerable<(string Where, JsonObject Statement)> Allowed() => Template.All.SelectMany(template => template.Root["Resources"]!.AsObject()
        .SelectMany(resource => Template.Statements(resource.Value).Where(statement => (string?)statement["Effect"] == "Allow").Select(statement => ($"{template.Name}: {resource.Key}", statement))));

    private static IEnumerable<string> Actions(string role, string? policy = null)
    {
        var policies = Services.Resource(role)["Policies"];
        var wanted = policy is null ? policies : new JsonArray([.. policies!.AsArray().Where(one => one!.ToJsonString().Contains($"\"PolicyName\":\"{policy}\"", StringComparison.Ordinal)).Select(one => one!.DeepClone())]);
        return Template.Statements(wanted).SelectMany(statement => Template.Texts(statement["Action"])).Distinct().Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Union(params IEnumerable<string>[] sets) => sets.SelectMany(set => set).Distinct().Order(StringComparer.Ordinal);
}
