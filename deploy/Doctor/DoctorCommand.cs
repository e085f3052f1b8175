using FlowOptics.Deploy.Aws;
using FlowOptics.Deploy.Commands;

namespace FlowOptics.Deploy.Doctor;

/// <summary><c>doctor</c>: looks for the usual faults along a record's way, and says each one's mend. It changes nothing.</summary>
internal sealed class DoctorCommand(DeployContext context)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var who = await context.Account.WhoAsync(cancellationToken);
        context.Progress.Say($"Account {who.Account}, region {who.Region}, as {who.Arn}");
        var outputs = await context.OutputsAsync(cancellationToken);
        var bucket = outputs.GetValueOrDefault("Bucket") ?? context.Settings["LogBucket"] ?? "";
        if (bucket.Length == 0) throw new DeployException($"there is no stack {context.Settings.Name}-data, and no LogBucket is named: nothing to look at. Begin with up");

        var prefix = context.Settings["LogPrefix"] ?? "";
        var logs = new LogChecks(context.Account, who, bucket, prefix);
        var faults = await Looks.TellAsync(
            context.Progress,
            [
                logs.FlowLogsAsync, logs.PolicyAsync, cancel => new KeyCheck(context.Account, bucket).LookAsync(context.Settings["LogKeyArn"], cancel), logs.NewestAsync, logs.FormatAsync,
                cancel => logs.EventsAsync(outputs.GetValueOrDefault("QueueArn"), cancel),
                cancel => new QueueChecks(context.Account).LookAsync(outputs.GetValueOrDefault("QueueUrl"), cancel),
                cancel => new TableCheck(context.Account, bucket, prefix).LookAsync(outputs.GetValueOrDefault("AthenaDatabase"), outputs.GetValueOrDefault("AthenaTable"), logs.NewestKey, cancel),
            ],
            sentence => new("could not look", sentence),
            cancellationToken);
        context.Progress.Say(faults == 0 ? "No fault was found." : $"{faults} faults.");
        return faults == 0 ? 0 : 1;
    }
}
