using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FlowOptics.Deploy.Tests.Templates;

/// <summary>What runs: with settings that exist, as nobody in particular, on a read-only file system, watched.</summary>
public sealed partial class ServiceTests
{
    private static readonly Template Services = Template.Of("services");

    // What ASP.NET Core, the runtime and AWS's SDK read themselves, and service discovery, whose keys are made of names.
    private static readonly string[] OfOthers = ["ASPNETCORE_URLS", "AllowedHosts", "AWS_REGION", "DOTNET_EnableDiagnostics", "TMPDIR", "services__graphapi__http__0"];

    public static TheoryData<string> Tasks => [.. Services.OfType("AWS::ECS::TaskDefinition").Select(task => task.Key)];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Each_setting_is_one_that_the_code_reads(string task)
    {
        var known = DocumentedKey().Matches(Repository.Read("docs/configuration.md")).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.All(Settings(task).Except(OfOthers), name =>
        {
            var key = name.Replace("__", ":", StringComparison.Ordinal);
            // A section with a key a service is documented as one.
            Assert.True(known.Contains(key) || known.Contains(key[..key.LastIndexOf(':')]), $"{task} sets {name}, and docs/configuration.md has no {key}");
        });
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void It_runs_without_rights_on_a_read_only_file_system(string task)
    {
        var service = Service(task);
        Assert.Equal("1654", (string?)service["User"]);
        Assert.Equal("ALL", (string?)Assert.Single(service["LinuxParameters"]!["Capabilities"]!["Drop"]!.AsArray()));
        Assert.All(Containers(task), container => Assert.True((bool)container["ReadonlyRootFilesystem"]!));
        // The one container that is root only prepares the data folder, and is gone when the service begins.
        var root = Assert.Single(Containers(task), container => (string?)container["User"] == "0");
        Assert.Equal(["own-data"], Template.Texts(root["Command"]));
        Assert.False((bool)root["Essential"]!);
        Assert.Equal("SUCCESS", (string?)Assert.Single(service["DependsOn"]!.AsArray())!["Condition"]);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void It_is_asked_whether_it_is_alive(string task)
    {
        var command = Template.Texts(Service(task)["HealthCheck"]!["Command"]);
        Assert.Equal("alive", command[^1]);
        Assert.True(File.Exists(Repository.PathOf($"{Path.GetFileName(command[1])["FlowOptics.".Length..]}/{Path.GetFileName(command[1])}.csproj")), command[1]);
    }

    [Fact]
    public void All_run_where_the_architecture_says_and_without_a_public_address()
    {
        Assert.Equal("ARM64", (string?)Services.Root["Parameters"]!["Architecture"]!["Default"]);
        Assert.All(Services.OfType("AWS::ECS::TaskDefinition"), task => Assert.Equal("Architecture", (string?)task.Value["RuntimePlatform"]!["CpuArchitecture"]!["Ref"]));
        Assert.All(Services.OfType("AWS::ECS::Service"), service =>
        {
            Assert.Equal("DISABLED", (string?)service.Value["NetworkConfiguration"]!["AwsvpcConfiguration"]!["AssignPublicIp"]);
            Assert.True((bool)service.Value["DeploymentConfiguration"]!["DeploymentCircuitBreaker"]!["Rollback"]!);
        });
    }

    [Fact]
    public void Who_has_a_fixed_name_at_the_broker_never_runs_twice() => Assert.All((string[])["Broker", "Enricher"], name =>
    {
        Assert.DoesNotContain("FlowOptics__Instance", Settings(name + "Task"));
        var deployment = Services.Resource(name + "Service")["DeploymentConfiguration"]!;
        Assert.Equal((0, 100), ((int)deployment["MinimumHealthyPercent"]!, (int)deployment["MaximumPercent"]!));
        Assert.DoesNotContain(Services.OfType("AWS::ApplicationAutoScaling::ScalableTarget"), target => target.Key.StartsWith(name, StringComparison.Ordinal));
    });

    [Fact]
    public void Who_may_run_more_than_once_is_named_after_its_machine() => Assert.All(
        Services.OfType("AWS::ApplicationAutoScaling::ScalableTarget"),
        target => Assert.Contains("FlowOptics__Instance", Settings(target.Key.Replace("Count", "Task", StringComparison.Ordinal))));

    [Fact]
    public void Ingestor_grows_with_the_queue_and_the_others_with_their_work()
    {
        Assert.Equal("IngestorMore", (string?)Services.Resource("QueueIsLong")["AlarmActions"]![0]!["Ref"]);
        Assert.Equal("IngestorFewer", (string?)Services.Resource("QueueIsShort")["AlarmActions"]![0]!["Ref"]);
        Assert.All((string[])["GraphApiByCpu", "WebByCpu"], policy => Assert.Equal(
            "ECSServiceAverageCPUUtilization",
            (string?)Services.Resource(policy)["TargetTrackingScalingPolicyConfiguration"]!["PredefinedMetricSpecification"]!["PredefinedMetricType"]));
    }

    [Fact]
    public void Only_who_needs_the_broker_reaches_it_and_only_Web_reaches_GraphApi()
    {
        var network = Template.Of("network");
        Assert.Equal(
            ["WebGroup", "GraphApiGroup", "EnricherGroup", "IngestorGroup"],
            network.Resource("BrokerGroup")["SecurityGroupIngress"]!.AsArray().Select(rule => (string)rule!["SourceSecurityGroupId"]!["Fn::GetAtt"]![0]!));
        Assert.Equal("WebGroup", (string?)Assert.Single(network.Resource("GraphApiGroup")["SecurityGroupIngress"]!.AsArray())!["SourceSecurityGroupId"]!["Fn::GetAtt"]![0]);
        Assert.Equal("AlbGroup", (string?)Assert.Single(network.Resource("WebGroup")["SecurityGroupIngress"]!.AsArray())!["SourceSecurityGroupId"]!["Fn::GetAtt"]![0]);
        Assert.All((string[])["EnricherGroup", "IngestorGroup"], group => Assert.Null(network.Resource(group)["SecurityGroupIngress"]));
    }

    [Fact]
    public void Every_alarm_says_what_is_wrong_and_tells_somebody() => Assert.All(Template.Of("watch").OfType("AWS::CloudWatch::Alarm"), alarm =>
    {
        Assert.NotEmpty((string)alarm.Value["AlarmDescription"]!);
        Assert.Equal("Told", (string?)alarm.Value["AlarmActions"]![0]!["Ref"]);
    });

    [Fact]
    public void The_dashboard_is_a_document_of_widgets()
    {
        var body = JsonNode.Parse((string)Template.Of("watch").Resource("Dashboard")["DashboardBody"]!["Fn::Sub"]!)!;
        Assert.NotEmpty(body["widgets"]!.AsArray());
    }

    private static IEnumerable<JsonNode> Containers(string task) => Services.Resource(task)["ContainerDefinitions"]!.AsArray().Select(container => container!);

    private static JsonNode Service(string task) => Containers(task).Single(container => (bool)container["Essential"]!);

    // A name may depend on a condition: then both.
    private static IEnumerable<string> Settings(string task) => Containers(task)
        .SelectMany(container => (container["Environment"]?.AsArray() ?? []).Concat(container["Secrets"]?.AsArray() ?? []))
        .SelectMany(setting => setting!["Name"] is JsonObject either ? either["Fn::If"]!.AsArray().Skip(1).Select(name => (string)name!) : [(string)setting!["Name"]!])
        .Distinct();

    [GeneratedRegex(@"^\| `(?<key>[\w:]+)` \|", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex DocumentedKey();
}
