namespace FlowOptics.Deploy.Tests.Tool;

/// <summary>What would stop it halfway is found before anything is begun: names, region, certificate, quotas.</summary>
public sealed class ReadyTests
{
    [Fact]
    public async Task A_sound_account_is_told_so()
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);

        Assert.True(await tool.RunDecidedAsync("plan") == 0, tool.Output);

        Assert.All(
            (string[])["all that was named is in eu-west-1", "the certificate is for flowoptics.example.com", "4 processors are needed to begin with, and 6 allowed", "VPCs per Region: 1 of 6 are there", "EC2-VPC Elastic IPs: 1 of 6 are there"],
            sentence => Assert.Contains("well: " + sentence, tool.Output.Replace("Fargate: ", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DomainName=FlowOptics", "DomainName is 'FlowOptics': it must be as ")]
    [InlineData("SignIn=nobody", "it must be one of alb-oidc, alb-cognito, web")]
    [InlineData("WebMost=many", "WebMost is 'many': it must be a number")]
    public async Task What_CloudFormation_would_refuse_is_refused_at_once(string decision, string sentence)
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);

        Assert.Equal(1, await tool.RunAsync(["up", "--yes", .. ToolRun.Decisions, "--set", decision]));

        Assert.Contains(sentence, tool.Output, StringComparison.Ordinal);
        Assert.Empty(aws.Calls);
    }

    [Theory]
    [InlineData("DescribeCertificate", """{"Certificate":{"DomainName":"flowoptics.example.com","Status":"PENDING_VALIDATION"}}""", "finish its validation in ACM")]
    [InlineData("DescribeCertificate", """{"Certificate":{"DomainName":"*.flowoptics.example.com","Status":"ISSUED","SubjectAlternativeNames":["example.com"]}}""", "the certificate is not for flowoptics.example.com")]
    [InlineData("GetServiceQuota", """{"Quota":{"Value":3.0}}""", "ask for more of 'Fargate On-Demand vCPU resource count' (L-3032A538)")]
    public async Task What_would_stop_it_halfway_stops_it_before_it_begins(string operation, string answer, string sentence)
    {
        await using var aws = await CannedAws.StartAsync();
        aws.Json[operation] = answer;
        var tool = new ToolRun(aws);

        Assert.Equal(1, await tool.RunDecidedAsync("up"));

        Assert.Contains(sentence, tool.Output, StringComparison.Ordinal);
        Assert.Contains("nothing is begun", tool.Output, StringComparison.Ordinal);
        Assert.All(aws.Calls, call => Assert.Matches("^(Get|Describe)", call));
    }

    [Fact]
    public async Task There_must_be_room_for_a_network_unless_one_is_named()
    {
        await using var aws = await CannedAws.StartAsync();
        aws.Networks = 6;
        var tool = new ToolRun(aws);

        Assert.Equal(1, await tool.RunDecidedAsync("up"));
        Assert.Contains("VPCs per Region: 6 of 6 are there, and one more is needed", tool.Output, StringComparison.Ordinal);
        Assert.Contains("EC2-VPC Elastic IPs: 6 of 6 are there, and one more is needed", tool.Output, StringComparison.Ordinal);

        Assert.True(await tool.RunDecidedAsync("up", "--set", "VpcId=vpc-0a1b") == 0, tool.Output);
        // It is there now, and takes no more.
        Assert.True(await tool.RunDecidedAsync("up") == 0, tool.Output);
    }

    [Fact]
    public async Task What_lies_in_another_region_is_found()
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);

        Assert.Equal(1, await tool.RunDecidedAsync("up", "--set", "OidcClientSecretArn=arn:aws:secretsmanager:us-east-1:123456789012:secret:oidc"));

        Assert.Contains("OidcClientSecretArn is in us-east-1, and the stacks are made in eu-west-1", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_that_may_not_look_stop_nothing()
    {
        await using var aws = await CannedAws.StartAsync();
        aws.Refuse = operation => operation is "GetServiceQuota" or "DescribeCertificate" or "DescribeVpcs" ? ("AccessDeniedException", 400) : null;
        var tool = new ToolRun(aws);

        Assert.True(await tool.RunDecidedAsync("up") == 0, tool.Output);

        Assert.Contains("not looked at: these credentials may not do this", tool.Output, StringComparison.Ordinal);
    }
}
