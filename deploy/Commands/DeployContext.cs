using FlowOptics.Deploy.Aws;
using FlowOptics.Deploy.Doctor;
using FlowOptics.Deploy.Images;
using FlowOptics.Deploy.Stacks;

namespace FlowOptics.Deploy.Commands;

/// <summary>What all commands have: the account, what was decided, where to tell.</summary>
internal sealed record DeployContext(AwsAccount Account, Settings Settings, Progress Progress, IImageBuilder Images, string? Tag)
{
    public CloudFormation CloudFormation => new(Account);

    public StackDeployer Stacks => new(CloudFormation, Progress);

    /// <summary>The five stacks, and the optional one where it is asked for.</summary>
    public IReadOnlyList<StackTemplate> Wanted => [.. StackTemplate.InOrder.Where(template => !template.IsOptional || Settings["FlowLogGroup"] is { Length: > 0 })];

    /// <summary>Looks for what would stop <c>up</c> halfway, and tells of each. What may not be looked at stops nothing.</summary>
    public async Task<bool> IsReadyAsync(AwsIdentity who, CancellationToken cancellationToken)
    {
        var network = await CloudFormation.DescribeAsync(Settings.StackOf(StackTemplate.InOrder[0]), cancellationToken);
        var looks = new AccountChecks(Account, Settings).All(who, makesNetwork: network is null or { IsOnlyPlanned: true } or { IsStillborn: true });
        return await Looks.TellAsync(Progress, looks, sentence => new($"not looked at: {sentence}"), cancellationToken) == 0;
    }

    /// <summary>What the stacks that are there have put out.</summary>
    public async Task<Dictionary<string, string>> OutputsAsync(CancellationToken cancellationToken)
    {
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var template in StackTemplate.InOrder)
        {
            if (await CloudFormation.DescribeAsync(Settings.StackOf(template), cancellationToken) is not { } state) continue;
            foreach (var (name, value) in state.Outputs) outputs[name] = value;
        }

        return outputs;
    }
}
