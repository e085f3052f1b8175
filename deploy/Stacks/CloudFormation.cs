using System.Globalization;
using System.Xml.Linq;
using Amazon.Runtime;
using FlowOptics.Deploy.Aws;

namespace FlowOptics.Deploy.Stacks;

/// <summary>The calls of CloudFormation that the tool makes. Every change goes by a change set: what it would do can be said before it is done.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/</remarks>
internal sealed class CloudFormation(AwsAccount account)
{
    private const string ChangeSet = "flowoptics";

    /// <returns>Null: there is none.</returns>
    public async Task<StackState?> DescribeAsync(string stack, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await AskAsync("DescribeStacks", cancellationToken, ("StackName", stack));
            var found = answer.Members("Stacks").First();
            var outputs = found.Members("Outputs").ToDictionary(output => output.Child("OutputKey")!, output => output.Child("OutputValue") ?? "", StringComparer.Ordinal);
            var changed = found.Child("LastUpdatedTime") ?? found.Child("CreationTime");
            return new(found.Child("StackStatus")!, found.Child("StackStatusReason"), changed is null ? null : DateTimeOffset.Parse(changed, CultureInfo.InvariantCulture), outputs);
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "ValidationError" && e.Message.Contains("does not exist", StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <summary>Asks what would change. The same question may be asked again: an older answer is thrown away.</summary>
    /// <param name="isNew">There is no stack yet.</param>
    /// <returns>Empty: nothing.</returns>
    /// <exception cref="DeployException">The template or a parameter is refused.</exception>
    public async Task<IReadOnlyList<StackChange>> PlanAsync(string stack, StackTemplate template, IReadOnlyDictionary<string, string> parameters, bool isNew, Func<Task> wait, CancellationToken cancellationToken)
    {
        await DropPlanAsync(stack, cancellationToken);
        var question = new List<(string, string?)>
        {
            ("StackName", stack), ("ChangeSetName", ChangeSet), ("ChangeSetType", isNew ? "CREATE" : "UPDATE"), ("TemplateBody", template.Body),
            ("Tags.member.1.Key", "application"), ("Tags.member.1.Value", "flowoptics"),
        };
        question.AddRange(AwsQueryClient.List("Capabilities", ["CAPABILITY_IAM"]));
        var number = 0;
        foreach (var (name, value) in parameters)
        {
            number++;
            question.Add((string.Create(CultureInfo.InvariantCulture, $"Parameters.member.{number}.ParameterKey"), name));
            question.Add((string.Create(CultureInfo.InvariantCulture, $"Parameters.member.{number}.ParameterValue"), value));
        }

        try
        {
            await account.Query(AwsServices.CloudFormation).CallAsync("CreateChangeSet", question, cancellationToken);
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "ValidationError")
        {
            throw new DeployException($"CloudFormation refuses the stack {stack}: {e.Message}", e);
        }

        while (true)
        {
            var answer = await AskAsync("DescribeChangeSet", cancellationToken, ("StackName", stack), ("ChangeSetName", ChangeSet));
            switch (answer.Text("Status"))
            {
                case "CREATE_COMPLETE":
                    return await ReadAsync(stack, answer, cancellationToken);
                case "FAILED":
                    var reason = answer.Text("StatusReason") ?? "";
                    // AWS's two wordings for one that would change nothing.
                    if (!reason.Contains("didn't contain changes", StringComparison.Ordinal) && !reason.Contains("No updates are to be performed", StringComparison.Ordinal))
                        throw new DeployException($"CloudFormation cannot plan the stack {stack}: {reason}");
                    await DropPlanAsync(stack, cancellationToken);
                    return [];
                default:
                    await wait();
                    break;
            }
        }
    }

    public Task DropPlanAsync(string stack, CancellationToken cancellationToken) =>
        IgnoringAbsenceAsync(() => AskAsync("DeleteChangeSet", cancellationToken, ("StackName", stack), ("ChangeSetName", ChangeSet)));

    public Task ExecuteAsync(string stack, CancellationToken cancellationToken) =>
        AskAsync("ExecuteChangeSet", cancellationToken, ("StackName", stack), ("ChangeSetName", ChangeSet));

    public Task DeleteAsync(string stack, CancellationToken cancellationToken) => AskAsync("DeleteStack", cancellationToken, ("StackName", stack));

    /// <summary>What has happened to the stack, newest first; the last hundred events.</summary>
    public async Task<IReadOnlyList<StackEvent>> EventsAsync(string stack, CancellationToken cancellationToken)
    {
        var answer = await AskAsync("DescribeStackEvents", cancellationToken, ("StackName", stack));
        return [.. answer.Members("StackEvents").Select(one => new StackEvent(
            one.Child("EventId") ?? "", one.Child("LogicalResourceId") ?? "", one.Child("ResourceType") ?? "", one.Child("ResourceStatus") ?? "", one.Child("ResourceStatusReason")))];
    }

    private async Task<IReadOnlyList<StackChange>> ReadAsync(string stack, XElement answer, CancellationToken cancellationToken)
    {
        var changes = new List<StackChange>();
        while (true)
        {
            changes.AddRange(answer.Members("Changes").Select(change => new StackChange(
                change.Text("Action") ?? "", change.Text("LogicalResourceId") ?? "", change.Text("ResourceType") ?? "", change.Text("Replacement") ?? "")));
            if (answer.Text("NextToken") is not { Length: > 0 } next) return changes;
            answer = await AskAsync("DescribeChangeSet", cancellationToken, ("StackName", stack), ("ChangeSetName", ChangeSet), ("NextToken", next));
        }
    }

    private Task<XElement> AskAsync(string action, CancellationToken cancellationToken, params (string, string?)[] parameters) =>
        account.Query(AwsServices.CloudFormation).CallAsync(action, parameters, cancellationToken);

    private static async Task IgnoringAbsenceAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (AmazonServiceException e) when (e.ErrorCode is "ChangeSetNotFound" or "ChangeSetNotFoundException" || e.Message.Contains("does not exist", StringComparison.Ordinal))
        {
            // Nothing to throw away.
        }
    }
}
