using FlowOptics.Deploy.Aws;
using FlowOptics.Deploy.Commands;

namespace FlowOptics.Deploy.Doctor;

/// <summary>Looks, one after the other: each is told, with its mend where there is a fault.</summary>
internal static class Looks
{
    /// <param name="unseen">What is said where a look itself is refused; its mend, if it has one, makes that a fault too.</param>
    /// <returns>How many faults there are.</returns>
    public static async Task<int> TellAsync(Progress progress, IEnumerable<Func<CancellationToken, Task<Finding>>> looks, Func<string, Finding> unseen, CancellationToken cancellationToken)
    {
        var faults = 0;
        foreach (var look in looks)
        {
            Finding finding;
            try
            {
                finding = await look(cancellationToken);
            }
            catch (Exception e) when (AwsAccount.Sentence(e, cancellationToken) is { } sentence)
            {
                finding = unseen(sentence);
            }

            if (finding.Mend is not null) faults++;
            progress.Say(finding.Mend is null ? $"  well: {finding.What}" : $"  FAULT: {finding.What}\n    mend: {finding.Mend}");
        }

        return faults;
    }
}
