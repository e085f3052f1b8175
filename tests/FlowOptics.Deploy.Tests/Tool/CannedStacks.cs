using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace FlowOptics.Deploy.Tests.Tool;

/// <summary>CloudFormation's stacks: a change is under way for some looks, then done, or rolled back where the test says so.</summary>
internal sealed class CannedStacks
{
    private const int Looks = 3;

    private readonly ConcurrentDictionary<string, Stack> _stacks = new(StringComparer.Ordinal);

    /// <summary>What the output Url says.</summary>
    public string Url { get; set; } = "";

    /// <summary>Stacks whose next change fails, and why.</summary>
    public Dictionary<string, string> Failing { get; } = new(StringComparer.Ordinal);

    public string? StatusOf(string stack) => _stacks.GetValueOrDefault(stack)?.Status;

    public IReadOnlyDictionary<string, string> ParametersOf(string stack) => _stacks[stack].Parameters;

    public void Put(string stack, string status, string? settles = null) => _stacks[stack] = new() { Status = status, Then = settles, Left = settles is null ? 0 : Looks };

    /// <returns>Null: there is no such stack.</returns>
    public string? Answer(string action, Dictionary<string, string> form)
    {
        var name = form["StackName"];
        if (action == "CreateChangeSet") return Plan(name, form);
        if (!_stacks.TryGetValue(name, out var stack)) return null;
        switch (action)
        {
            case "DescribeStacks":
                if (!stack.Look())
                {
                    _stacks.TryRemove(name, out _);
                    return null;
                }

                return $"""
                    <DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>{name}</StackName><StackStatus>{stack.Status}</StackStatus>
                    <CreationTime>2026-11-22T10:00:00Z</CreationTime><DisableRollback>false</DisableRollback><Outputs>{string.Concat(stack.Outputs.Select(output => $"<member><OutputKey>{output}</OutputKey><OutputValue>{ValueOf(output)}</OutputValue></member>"))}</Outputs>
                    </member></Stacks></DescribeStacksResult></DescribeStacksResponse>
                    """;
            case "DescribeChangeSet":
                return stack.Planned is null
                    ? Wrap(action, "<Status>FAILED</Status><StatusReason>The submitted information didn't contain changes. Submit different information to create a change set.</StatusReason><Changes/>")
                    : Wrap(action, "<Status>CREATE_COMPLETE</Status><ExecutionStatus>AVAILABLE</ExecutionStatus><Changes><member><Type>Resource</Type><ResourceChange><Action>Modify</Action>"
                        + "<LogicalResourceId>WebTask</LogicalResourceId><ResourceType>AWS::ECS::TaskDefinition</ResourceType><Replacement>True</Replacement></ResourceChange></member></Changes>");
            case "ExecuteChangeSet":
                stack.Execute(Failing.Remove(name, out var reason) ? reason : null);
                return Wrap(action, "");
            case "DeleteStack":
                stack.Delete(Failing.Remove(name, out var kept) ? kept : null);
                return Wrap(action, "");
            case "DescribeStackEvents":
                // Newest first: what was cancelled comes before what it was cancelled for.
                return Wrap(action, $"<StackEvents>{string.Concat(stack.Events.AsEnumerable().Reverse().Select(one => $"<member><EventId>{one.Id}</EventId><StackName>{name}</StackName><LogicalResourceId>{one.Resource}</LogicalResourceId>"
                    + $"<ResourceType>AWS::ECS::Service</ResourceType><ResourceStatus>{one.Status}</ResourceStatus><ResourceStatusReason>{one.Reason}</ResourceStatusReason></member>"))}</StackEvents>");
            default:
                return Wrap(action, "");
        }
    }

    private static string Wrap(string action, string result) => $"""<{action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><{action}Result>{result}</{action}Result></{action}Response>""";

    private string Plan(string name, Dictionary<string, string> form)
    {
        var stack = _stacks.GetOrAdd(name, _ => new() { Status = "REVIEW_IN_PROGRESS" });
        var parameters = form.Where(field => field.Key.StartsWith("Parameters.member.", StringComparison.Ordinal) && field.Key.EndsWith("ParameterKey", StringComparison.Ordinal))
            .ToDictionary(field => field.Value, field => form[field.Key[..^"Key".Length] + "Value"], StringComparer.Ordinal);
        stack.Plan(form["TemplateBody"], parameters);
        return Wrap("CreateChangeSet", $"<Id>arn:aws:cloudformation:eu-west-1:123456789012:changeSet/flowoptics/1</Id><StackId>{name}</StackId>");
    }

    private string ValueOf(string output) => output switch
    {
        "Url" => Url,
        "QueueUrl" => $"{Url}/123456789012/flowoptics-events",
        "Bucket" => "logs",
        _ => $"the-{output}",
    };

    private sealed class Stack
    {
        private string _template = "";
        private bool _everComplete;
        private Dictionary<string, string> _plannedParameters = new(StringComparer.Ordinal);

        public required string Status { get; set; }

        public string? Then { get; set; }

        public int Left { get; set; }

        public string? Planned { get; private set; }

        public Dictionary<string, string> Parameters { get; private set; } = new(StringComparer.Ordinal);

        public IEnumerable<string> Outputs { get; private set; } = [];

        public List<(string Id, string Resource, string Status, string Reason)> Events { get; } = [];

        public void Plan(string template, Dictionary<string, string> parameters)
        {
            var same = template == _template && parameters.Count == Parameters.Count && parameters.All(one => Parameters.GetValueOrDefault(one.Key) == one.Value);
            Planned = same && _everComplete ? null : template;
            _plannedParameters = parameters;
        }

        public void Execute(string? failure)
        {
            var verb = _everComplete ? "UPDATE" : "CREATE";
            if (failure is not null)
            {
                Add("GraphApiService", $"{verb}_FAILED", failure);
                Add("WebService", $"{verb}_FAILED", "Resource creation cancelled");
                (Status, Then, Left) = (_everComplete ? "UPDATE_ROLLBACK_IN_PROGRESS" : "ROLLBACK_IN_PROGRESS", _everComplete ? "UPDATE_ROLLBACK_COMPLETE" : "ROLLBACK_COMPLETE", Looks);
                return;
            }

            Add("Everything", $"{verb}_COMPLETE", "");
            (Status, Then, Left) = ($"{verb}_IN_PROGRESS", $"{verb}_COMPLETE", Looks);
            (_template, Parameters) = (Planned!, _plannedParameters);
        }

        public void Delete(string? failure)
        {
            if (failure is not null) Add("Logs", "DELETE_FAILED", failure);
            (Status, Then, Left) = ("DELETE_IN_PROGRESS", failure is null ? null : "DELETE_FAILED", Looks);
        }

        /// <summary>Somebody looks: time goes by.</summary>
        /// <returns>False: it is gone.</returns>
        public bool Look()
        {
            if (Left == 0) return Status != "DELETE_IN_PROGRESS";
            if (--Left > 0) return true;
            if (Then is null) return false;
            Status = Then;
            if (Status is not ("CREATE_COMPLETE" or "UPDATE_COMPLETE")) return true;
            _everComplete = true;
            if (_template.Length > 0) Outputs = [.. JsonNode.Parse(_template)![nameof(Outputs)]!.AsObject().Select(output => output.Key)];
            return true;
        }

        private void Add(string resource, string status, string reason) => Events.Add(($"{Events.Count}", resource, status, reason));
    }
}
