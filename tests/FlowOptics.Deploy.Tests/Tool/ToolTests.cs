namespace FlowOptics.Deploy.Tests.Tool;

/// <summary>The tool from the outside: what it does to an account, what it says, and where it goes on.</summary>
public sealed class ToolTests
{
    private static readonly string[] Stacks = ["flowoptics-network", "flowoptics-data", "flowoptics-access", "flowoptics-services", "flowoptics-watch"];

    [Fact]
    public async Task Up_makes_all_stacks_in_order_pushes_the_images_between_and_ends_with_the_address()
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);

        Assert.True(await tool.RunDecidedAsync("up") == 0, tool.Output);

        Assert.Equal(Stacks, aws.Calls.Where(call => call.StartsWith("ExecuteChangeSet", StringComparison.Ordinal)).Select(call => call.Split(' ')[1]));
        Assert.Equal(["broker", "enricher", "graphapi", "ingestor", "web"], tool.Pushed.Select(image => image["flowoptics/".Length..^":v1 ARM64".Length]));
        Assert.Contains("Account 123456789012", tool.Output, StringComparison.Ordinal);
        Assert.EndsWith($"FlowOptics answers at {aws.Url}/", tool.Output.TrimEnd(), StringComparison.Ordinal);
        // What earlier stacks put out, later ones are given.
        Assert.Equal("the-TaskSubnets", aws.Stacks.ParametersOf("flowoptics-services")["TaskSubnets"]);
        Assert.Equal("v1", aws.Stacks.ParametersOf("flowoptics-services")["ImageTag"]);
        Assert.Equal("flowoptics.example.com", aws.Stacks.ParametersOf("flowoptics-access")["DomainName"]);
    }

    [Fact]
    public async Task Up_again_changes_nothing()
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);
        Assert.Equal(0, await tool.RunDecidedAsync("up"));
        aws.Calls.Clear();
        tool.Pushed.Clear();

        Assert.True(await tool.RunDecidedAsync("up") == 0, tool.Output);

        Assert.DoesNotContain(aws.Calls, call => call.StartsWith("ExecuteChangeSet", StringComparison.Ordinal));
        Assert.Empty(tool.Pushed);
        Assert.All(Stacks, stack => Assert.Contains($"{stack}: as it should be", tool.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stack_that_fails_is_told_with_its_cause_and_the_next_run_goes_on_there()
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);
        aws.Stacks.Failing["flowoptics-services"] = "The image could not be pulled";

        Assert.Equal(1, await tool.RunDecidedAsync("up"));
        Assert.Contains("GraphApiService (AWS::ECS::Service): The image could not be pulled", tool.Output, StringComparison.Ordinal);
        Assert.Equal("ROLLBACK_COMPLETE", aws.Stacks.StatusOf("flowoptics-services"));
        Assert.Null(aws.Stacks.StatusOf("flowoptics-watch"));

        Assert.True(await tool.RunDecidedAsync("up") == 0, tool.Output);
        Assert.Contains("flowoptics-services: its creation failed before (ROLLBACK_COMPLETE)", tool.Output, StringComparison.Ordinal);
        Assert.Contains("flowoptics-network: as it should be", tool.Output, StringComparison.Ordinal);
        Assert.Equal("CREATE_COMPLETE", aws.Stacks.StatusOf("flowoptics-watch"));
    }

    [Fact]
    public async Task A_change_that_fails_is_rolled_back_and_told()
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);
        Assert.Equal(0, await tool.RunDecidedAsync("up"));
        aws.Stacks.Failing["flowoptics-data"] = "Bucket already exists";

        Assert.Equal(1, await tool.RunDecidedAsync("up", "--set", "LogDays=30"));

        Assert.Contains("Bucket already exists", tool.Output, StringComparison.Ordinal);
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", aws.Stacks.StatusOf("flowoptics-data"));
        Assert.True(await tool.RunDecidedAsync("up", "--set", "LogDays=30") == 0, tool.Output);
        Assert.Equal("UPDATE_COMPLETE", aws.Stacks.StatusOf("flowoptics-data"));
    }

    [Fact]
    public async Task A_stack_that_could_not_be_brought_back_is_for_a_person_to_mend()
    {
        await using var aws = await CannedAws.StartAsync();
        aws.Stacks.Put("flowoptics-data", "UPDATE_ROLLBACK_FAILED");
        var tool = new ToolRun(aws);

        Assert.Equal(1, await tool.RunDecidedAsync("up"));

        Assert.Contains("aws cloudformation continue-update-rollback --stack-name flowoptics-data", tool.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(aws.Calls, call => call.EndsWith("ChangeSet flowoptics-data", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stack_that_does_not_go_is_told_with_its_cause_and_down_goes_on_there()
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);
        Assert.Equal(0, await tool.RunDecidedAsync("up"));
        aws.Stacks.Failing["flowoptics-access"] = "resource sg-1 has a dependent object";

        Assert.Equal(1, await tool.RunDecidedAsync("down"));
        Assert.Contains("flowoptics-access could not be taken away: Logs (AWS::ECS::Service): resource sg-1 has a dependent object", tool.Output, StringComparison.Ordinal);
        Assert.NotNull(aws.Stacks.StatusOf("flowoptics-network"));

        Assert.True(await tool.RunDecidedAsync("down") == 0, tool.Output);
        Assert.Contains("flowoptics-services: not there", tool.Output, StringComparison.Ordinal);
        Assert.Null(aws.Stacks.StatusOf("flowoptics-network"));
    }

    [Fact]
    public async Task What_somebody_has_begun_is_waited_for()
    {
        await using var aws = await CannedAws.StartAsync();
        aws.Stacks.Put("flowoptics-network", "CREATE_IN_PROGRESS", "CREATE_COMPLETE");
        var tool = new ToolRun(aws);

        Assert.True(await tool.RunDecidedAsync("up") == 0, tool.Output);

        Assert.Contains("flowoptics-network: CREATE_IN_PROGRESS; waiting for it", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stacks_that_are_there_and_a_page_that_does_not_answer_are_a_failure_with_its_mend()
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);
        // Port 9 (discard) of this machine refuses.
        aws.Stacks.Url = "http://127.0.0.1:9";

        Assert.Equal(1, await tool.RunDecidedAsync("up"));

        Assert.Contains("All stacks are there, but http://127.0.0.1:9/ does not answer (Connection refused", tool.Output, StringComparison.Ordinal);
        Assert.Contains("Does the name 127.0.0.1 point at the-AlbDnsName?", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throttled_calls_are_made_again()
    {
        await using var aws = await CannedAws.StartAsync();
        var refusals = 0;
        aws.Refuse = operation => operation == "DescribeStacks" && Interlocked.Increment(ref refusals) <= 2 ? ("Throttling", 400) : null;
        var tool = new ToolRun(aws);

        Assert.Equal(1, await tool.RunDecidedAsync("status"));

        Assert.Contains("flowoptics-network: not there", tool.Output, StringComparison.Ordinal);
        Assert.True(refusals > 2);
    }

    [Fact]
    public async Task Expired_credentials_stop_it_before_anything_is_begun()
    {
        await using var aws = await CannedAws.StartAsync();
        aws.Refuse = operation => operation == "GetCallerIdentity" ? ("ExpiredToken", 403) : null;
        var tool = new ToolRun(aws);

        Assert.Equal(1, await tool.RunDecidedAsync("up"));

        Assert.Contains("Stopped: the AWS credentials have expired", tool.Output, StringComparison.Ordinal);
        Assert.All(aws.Calls, call => Assert.Equal("GetCallerIdentity", call));
    }

    [Fact]
    public async Task Credentials_that_expire_on_the_way_leave_what_can_be_gone_on_with()
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);
        aws.Refuse = operation => operation == "GetAuthorizationToken" ? ("ExpiredTokenException", 400) : null;
        Assert.Equal(1, await tool.RunDecidedAsync("up"));
        Assert.Contains("run the same command again", tool.Output, StringComparison.Ordinal);

        aws.Refuse = _ => null;
        Assert.True(await tool.RunDecidedAsync("up") == 0, tool.Output);
        Assert.Contains("flowoptics-access: as it should be", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_says_what_would_change_and_changes_nothing()
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);
        Assert.Equal(0, await tool.RunDecidedAsync("up"));
        aws.Calls.Clear();

        Assert.True(await tool.RunDecidedAsync("plan", "--set", "WebMost=9") == 0, tool.Output);

        Assert.Contains("~ WebTask (AWS::ECS::TaskDefinition), made anew", tool.Output, StringComparison.Ordinal);
        Assert.Contains("flowoptics-network: as it should be", tool.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(aws.Calls, call => call.StartsWith("Execute", StringComparison.Ordinal));
        Assert.Contains("DeleteChangeSet flowoptics-services", aws.Calls);
    }

    [Fact]
    public async Task Plan_of_what_is_not_there_makes_nothing_either()
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);

        Assert.True(await tool.RunDecidedAsync("plan") == 0, tool.Output);

        Assert.All(Stacks, stack => Assert.Contains($"{stack}: is made, with", tool.Output, StringComparison.Ordinal));
        Assert.DoesNotContain(aws.Calls, call => call.StartsWith("Create", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Status_names_the_service_that_lacks_a_task()
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);
        Assert.Equal(0, await tool.RunDecidedAsync("up"));

        Assert.Equal(1, await tool.RunDecidedAsync("status"));

        Assert.Contains("web: 1 of 1 tasks", tool.Output, StringComparison.Ordinal);
        Assert.Contains("ingestor: 0 of 1 tasks; (service ingestor) was unable to place a task", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_keeps_the_data()
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);
        Assert.Equal(0, await tool.RunDecidedAsync("up"));
        aws.Calls.Clear();

        Assert.True(await tool.RunDecidedAsync("down") == 0, tool.Output);

        Assert.Equal(Stacks.Reverse().Where(stack => stack != "flowoptics-data"), aws.Calls.Where(call => call.StartsWith("DeleteStack", StringComparison.Ordinal)).Select(call => call.Split(' ')[1]));
        Assert.Equal("CREATE_COMPLETE", aws.Stacks.StatusOf("flowoptics-data"));
    }

    [Fact]
    public async Task Down_takes_the_data_where_it_is_told_to_but_never_a_bucket_that_was_there_before()
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);
        aws.S3["GET /my-logs?notification"] = "<NotificationConfiguration/>";
        Assert.True(await tool.RunDecidedAsync("up", "--set", "LogBucket=my-logs") == 0, tool.Output);
        Assert.Contains(aws.Calls, call => call.StartsWith("PUT /my-logs?notification", StringComparison.Ordinal) && call.Contains("the-QueueArn", StringComparison.Ordinal));
        aws.S3["GET /"] = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";

        Assert.True(await tool.RunDecidedAsync("down", "--delete-data", "--set", "LogBucket=my-logs") == 0, tool.Output);

        Assert.Contains("DELETE /the-ResultsBucket", aws.Calls.Select(call => call.TrimEnd('/')));
        Assert.DoesNotContain(aws.Calls, call => call.StartsWith("DELETE /my-logs", StringComparison.Ordinal) || call.StartsWith("DELETE /logs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_yes_nothing_is_done()
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);

        Assert.Equal(1, await tool.RunAsync(["up", .. ToolRun.Decisions]));

        Assert.Contains("Nothing is done.", tool.Output, StringComparison.Ordinal);
        Assert.All(aws.Calls, call => Assert.Matches("^(Get|Describe)", call));
    }

    [Fact]
    public async Task What_only_a_person_can_say_is_asked_for_at_once()
    {
        await using var aws = await CannedAws.StartAsync();
        var tool = new ToolRun(aws);

        Assert.Equal(1, await tool.RunAsync("up"));
        Assert.Contains("DomainName", tool.Output, StringComparison.Ordinal);
        Assert.Contains("CertificateArn", tool.Output, StringComparison.Ordinal);
        Assert.Equal(1, await tool.RunAsync("up", "--set", "DomianName=x"));
        Assert.Contains("there is no parameter 'DomianName'", tool.Output, StringComparison.Ordinal);
        Assert.Empty(aws.Calls);
    }
}
