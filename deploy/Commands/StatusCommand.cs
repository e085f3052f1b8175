using System.Globalization;
using System.Text.Json.Nodes;
using FlowOptics.Deploy.Aws;

namespace FlowOptics.Deploy.Commands;

/// <summary><c>status</c>: stacks and tasks as they are.</summary>
internal sealed class StatusCommand(DeployContext context)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var progress = context.Progress;
        var well = true;
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var template in context.Wanted)
        {
            var stack = context.Settings.StackOf(template);
            var state = await context.CloudFormation.DescribeAsync(stack, cancellationToken);
            well &= state is { IsGood: true };
            progress.Say(state is null ? $"{stack}: not there" : string.Create(CultureInfo.InvariantCulture, $"{stack}: {state.Status}{(state.IsGood ? "" : $" ({state.Reason})")}, changed {state.Changed:u}"));
            foreach (var (name, value) in state?.Outputs ?? new Dictionary<string, string>(StringComparer.Ordinal)) outputs[name] = value;
        }

        if (outputs.TryGetValue("ClusterName", out var cluster) && outputs.ContainsKey("GraphApiRoleArn")) well &= await TasksAsync(cluster, cancellationToken);
        if (outputs.TryGetValue("Url", out var url)) progress.Say($"{url}, by {outputs.GetValueOrDefault("AlbDnsName")}");
        return well ? 0 : 1;
    }

    private async Task<bool> TasksAsync(string cluster, CancellationToken cancellationToken)
    {
        JsonArray names = [.. Images.ServiceImage.All.Where(image => image.Repository != "broker" || context.Settings["Broker"] != "iot-core").Select(image => (JsonNode)image.Repository)];
        var answer = await context.Account.JsonAsync(AwsServices.Ecs, "DescribeServices", new JsonObject { ["cluster"] = cluster, ["services"] = names }, cancellationToken);
        var well = true;
        foreach (var service in answer["services"]?.AsArray() ?? [])
        {
            var (running, wanted) = ((int?)service!["runningCount"] ?? 0, (int?)service["desiredCount"] ?? 0);
            well &= running >= wanted;
            var last = service["events"]?.AsArray().FirstOrDefault()?["message"];
            context.Progress.Say($"  {service["serviceName"]}: {running} of {wanted} tasks{(running < wanted ? $"; {last}" : "")}");
        }

        return well;
    }
}
