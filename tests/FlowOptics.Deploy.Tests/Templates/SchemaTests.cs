using System.Diagnostics;
using System.Text.Json.Nodes;

namespace FlowOptics.Deploy.Tests.Templates;

/// <summary>The templates against AWS's own resource schemas (npm: @aws-cdk/aws-service-spec), and the stacks against each other.</summary>
public sealed class SchemaTests
{
    // What CreateStack takes as TemplateBody.
    private const int LargestBody = 51_200;

    // What the deploy tool finds out, or is told, before the first stack.
    private static readonly string[] FromOutside = ["Name", "ImageTag", "IotEndpoint"];

    [Fact]
    public async Task All_templates_are_what_the_resource_schemas_say() =>
        Assert.Equal("", await CheckAsync([.. Template.All.Select(template => Repository.PathOf($"deploy/templates/{template.Name}.json"))]));

    [Fact]
    public async Task The_check_finds_what_is_wrong()
    {
        var wrong = Path.Join(AppContext.BaseDirectory, $"wrong-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(wrong, """
            { "Parameters": { "Idle": { "Type": "String" } }, "Resources": {
              "Queue": { "Type": "AWS::SQS::Queue", "Condition": "Never", "Properties": { "VisibilityTimeOut": 60, "DelaySeconds": "soon" } },
              "Bucket": { "Type": "AWS::S3::Bucket", "DependsOn": "Nothing", "Properties": { "AccessControl": "Open", "BucketName": { "Ref": "Missing" } } },
              "Role": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": { "Fn::GetAtt": ["Bucket", "Colour"] } } },
              "Odd": { "Type": "AWS::S3::Pail", "Properties": {} } } }
            """, TestContext.Current.CancellationToken);
        try
        {
            var found = await CheckAsync(wrong);
            string[] expected =
            [
                "has no property VisibilityTimeOut", "must be a number", "there is no condition Never", "depends on Nothing", "'Open' is none of", "refers to Missing", "lacks AssumeRolePolicyDocument",
                "AWS::S3::Bucket has no attribute Colour", "there is no resource type AWS::S3::Pail", "Parameters.Idle: is used by nothing",
            ];
            Assert.All(expected, sentence => Assert.Contains(sentence, found, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(wrong);
        }
    }

    [Fact]
    public void Each_template_fits_into_one_request() => Assert.All(Template.All, template => Assert.InRange(template.Text.Length, 1, LargestBody));

    [Fact]
    public void What_a_stack_must_be_given_an_earlier_one_has_made()
    {
        var known = new HashSet<string>(FromOutside, StringComparer.Ordinal);
        // Only a person knows these.
        known.UnionWith(["DomainName", "CertificateArn", "FlowLogGroup"]);
        foreach (var name in (string[])["network", "data", "access", "services", "watch", "cloudwatch-logs"])
        {
            var template = Template.Of(name);
            var asked = template.Root["Parameters"]!.AsObject().Where(parameter => parameter.Value!["Default"] is null).Select(parameter => parameter.Key);
            Assert.Empty(asked.Where(parameter => !known.Contains(parameter)).Select(parameter => $"{name}: {parameter}"));
            known.UnionWith(template.Outputs);
        }
    }

    [Fact]
    public void What_outlives_its_stack_is_data_only()
    {
        var kept = Template.All.SelectMany(template => template.Root["Resources"]!.AsObject().Where(resource => (string?)resource.Value!["DeletionPolicy"] == "Retain").Select(resource => (template.Name, resource.Value!)));
        Assert.All(kept, resource =>
        {
            Assert.Equal("data", resource.Name);
            Assert.Equal("Retain", (string?)resource.Item2["UpdateReplacePolicy"]);
        });
        Assert.Equal(2, kept.Count());
    }

    private static async Task<string> CheckAsync(params string[] files)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Repository.PathOf("tests/FlowOptics.Deploy.Tests/Schema/check.mjs"), .. files]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var found = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await errors);
        return found.Trim();
    }
}
