using FlowOptics.Deploy.Stacks;

namespace FlowOptics.Deploy.Commands;

/// <summary><c>plan</c>: what up would change, by CloudFormation's own change sets, which are thrown away again.</summary>
internal sealed class PlanCommand(DeployContext context)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (settings, progress) = (context.Settings, context.Progress);
        settings.RequireDecisions(context.Wanted);
        var who = await context.Account.WhoAsync(cancellationToken);
        progress.Say($"Account {who.Account}, region {who.Region}, as {who.Arn}");
        var ready = await context.IsReadyAsync(who, cancellationToken);

        var outputs = await context.OutputsAsync(cancellationToken);
        outputs["ImageTag"] = context.Tag ?? Images.SourceVersion.Of(Environment.CurrentDirectory);
        foreach (var template in context.Wanted)
        {
            var stack = settings.StackOf(template);
            var state = await context.CloudFormation.DescribeAsync(stack, cancellationToken);
            if (state is null or { IsOnlyPlanned: true } or { IsStillborn: true })
            {
                progress.Say($"{stack}: is {(state is { IsStillborn: true } ? $"in {state.Status}, so it is taken away and " : "")}made, with {template.ResourceCount} resources at most ({template.Description})");
                continue;
            }

            if (state.IsMoving)
            {
                progress.Say($"{stack}: {state.Status}; it is waited for first");
                continue;
            }

            var changes = await context.Stacks.PlanAsync(stack, template, settings.ParametersOf(template, outputs), cancellationToken);
            progress.Say(changes.Count == 0 ? $"{stack}: as it should be" : $"{stack}: {changes.Count} changes");
            foreach (var change in changes) progress.Say($"  {change}");
            if (changes.Count > 0) await context.CloudFormation.DropPlanAsync(stack, cancellationToken);
        }

        return ready ? 0 : 1;
    }
}
