using Amazon.S3.Model;
using FlowOptics.Deploy.Stacks;

namespace FlowOptics.Deploy.Commands;

/// <summary><c>down</c>: takes away what <c>up</c> has made, the last first. Data stays unless it is told to go: the data stack, and what is in its buckets.</summary>
/// <param name="deleteData">The queue's messages, Athena's results, and the flow logs in the bucket that we made; never a bucket that was there before.</param>
internal sealed class DownCommand(DeployContext context, bool deleteData, Func<string, bool> ask)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (settings, progress) = (context.Settings, context.Progress);
        var who = await context.Account.WhoAsync(cancellationToken);
        progress.Say($"Account {who.Account}, region {who.Region}, as {who.Arn}");
        StackTemplate[] going = [.. StackTemplate.InOrder.Reverse().Where(template => deleteData || !template.HoldsData)];
        progress.Say($"These go: {string.Join(", ", going.Select(settings.StackOf))}.");
        var outputs = await context.OutputsAsync(cancellationToken);
        string[] buckets = deleteData ? [.. new[] { settings["LogBucket"] is { Length: > 0 } ? null : outputs.GetValueOrDefault("Bucket"), outputs.GetValueOrDefault("ResultsBucket") }.OfType<string>()] : [];
        progress.Say(deleteData ? $"And for good, with all that is in them: {string.Join(", ", buckets)}." : "The data stack stays, with its buckets: flow logs go on to be written. --delete-data takes it too.");
        if (!ask(deleteData ? $"Delete the data of {settings.Name} in account {who.Account}?" : "Begin?")) return 1;

        if (settings["LogBucket"] is { Length: > 0 } bucket) await new BucketEvents(context.Account.S3, progress).ForgetAsync(bucket, cancellationToken);
        foreach (var template in going) await context.Stacks.DeleteAsync(settings.StackOf(template), cancellationToken);
        // They outlive their stack, so that nobody loses them by deleting it.
        foreach (var name in buckets) await EmptyAsync(name, cancellationToken);
        return 0;
    }

    private async Task EmptyAsync(string bucket, CancellationToken cancellationToken)
    {
        var s3 = context.Account.S3;
        var count = 0;
        while (true)
        {
            var page = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket }, cancellationToken);
            if (page.S3Objects is not { Count: > 0 } objects) break;
            await s3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = bucket, Quiet = true, Objects = [.. objects.Select(one => new KeyVersion { Key = one.Key })] }, cancellationToken);
            count += objects.Count;
        }

        await s3.DeleteBucketAsync(bucket, cancellationToken);
        context.Progress.Say($"{bucket}: gone, with {count} objects");
    }
}
