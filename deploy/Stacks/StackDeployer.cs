using FlowOptics.Deploy.Commands;

namespace FlowOptics.Deploy.Stacks;

/// <summary>Brings a stack to where its template says it should be, from wherever it is, and tells of each step.</summary>
internal sealed class StackDeployer(CloudFormation cloudFormation, Progress progress)
{
    /// <summary>What would happen; nothing is changed but that a stack which is not there yet appears as REVIEW_IN_PROGRESS.</summary>
    public async Task<IReadOnlyList<StackChange>> PlanAsync(string stack, StackTemplate template, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        var state = await cloudFormation.DescribeAsync(stack, cancellationToken);
        return await cloudFormation.PlanAsync(stack, template, parameters, state is null or { IsOnlyPlanned: true }, () => progress.WaitAsync(cancellationToken), cancellationToken);
    }

    /// <returns>The stack's outputs.</returns>
    /// <exception cref="DeployException">It failed; the message has the cause that CloudFormation gave first.</exception>
    public async Task<IReadOnlyDictionary<string, string>> DeployAsync(string stack, StackTemplate template, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        var state = await SettledAsync(stack, cancellationToken);
        if (state is { IsStillborn: true })
        {
            progress.Say($"{stack}: its creation failed before ({state.Status}); what is left of it goes first");
            await DeleteAsync(stack, cancellationToken);
            state = null;
        }

        if (state is { Status: "UPDATE_ROLLBACK_FAILED" })
            throw new DeployException($"the stack {stack} could not be brought back after a failed change ({state.Reason}): mend what the reason names, then 'aws cloudformation continue-update-rollback --stack-name {stack}', and run this again");

        var changes = await cloudFormation.PlanAsync(stack, template, parameters, state is null or { IsOnlyPlanned: true }, () => progress.WaitAsync(cancellationToken), cancellationToken);
        if (changes.Count == 0)
        {
            progress.Say($"{stack}: as it should be");
            return (await cloudFormation.DescribeAsync(stack, cancellationToken))!.Outputs;
        }

        progress.Say($"{stack}: {changes.Count} changes");
        var seen = (await cloudFormation.EventsAsync(stack, cancellationToken)).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        await cloudFormation.ExecuteAsync(stack, cancellationToken);
        var after = await FollowAsync(stack, [.. seen], cancellationToken) ?? throw new DeployException($"the stack {stack} was deleted by somebody else meanwhile");
        return after.IsGood ? after.Outputs : throw new DeployException($"the stack {stack} was not changed: {await CauseAsync(stack, seen, after, cancellationToken)} CloudFormation has put everything back; mend it and run this again.");
    }

    /// <summary>Ends when the stack is gone.</summary>
    public async Task DeleteAsync(string stack, CancellationToken cancellationToken)
    {
        var state = await SettledAsync(stack, cancellationToken);
        if (state is null)
        {
            progress.Say($"{stack}: not there");
            return;
        }

        var seen = (await cloudFormation.EventsAsync(stack, cancellationToken)).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        await cloudFormation.DeleteAsync(stack, cancellationToken);
        var after = await FollowAsync(stack, [.. seen], cancellationToken);
        if (after is not (null or { Status: "DELETE_COMPLETE" }))
            throw new DeployException($"the stack {stack} could not be taken away: {await CauseAsync(stack, seen, after, cancellationToken)}");
        progress.Say($"{stack}: gone");
    }

    /// <summary>Somebody, perhaps this tool before it was stopped, has begun something: it is waited for, not fought with.</summary>
    private async Task<StackState?> SettledAsync(string stack, CancellationToken cancellationToken)
    {
        var state = await cloudFormation.DescribeAsync(stack, cancellationToken);
        if (state is not { IsMoving: true }) return state;
        progress.Say($"{stack}: {state.Status}; waiting for it");
        return await FollowAsync(stack, [], cancellationToken);
    }

    private async Task<StackState?> FollowAsync(string stack, HashSet<string> seen, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await cloudFormation.DescribeAsync(stack, cancellationToken);
            if (state is null) return null;
            foreach (var one in (await cloudFormation.EventsAsync(stack, cancellationToken)).Reverse())
            {
                if (seen.Add(one.Id)) progress.Say($"  {one.Status,-20} {one.Resource}{(one.IsFailure ? $": {one.Reason}" : "")}");
            }

            if (!state.IsMoving) return state;
            await progress.WaitAsync(cancellationToken);
        }
    }

    // The oldest failure since we began is the cause: those after it were cancelled, or failed because of it.
    private async Task<string> CauseAsync(string stack, HashSet<string> before, StackState state, CancellationToken cancellationToken)
    {
        var events = await cloudFormation.EventsAsync(stack, cancellationToken);
        var cause = events.LastOrDefault(one => one.IsCause && !before.Contains(one.Id));
        return cause is null ? $"{state.Status}: {state.Reason}." : $"{cause.Resource} ({cause.Type}): {cause.Reason}";
    }
}
