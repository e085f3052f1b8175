using FlowOptics.Deploy.Images;
using FlowOptics.Deploy.Stacks;

namespace FlowOptics.Deploy.Commands;

/// <summary><c>up</c>: all stacks in order, with the images between the network, which has the repositories, and the services. What is as it should be is left alone, so a run that was stopped is simply begun again.</summary>
internal sealed class UpCommand(DeployContext context, HttpClient http, Func<string, bool> ask)
{
    // After the last task is healthy, DNS and the load balancer take a moment.
    private const int SmokeTests = 60;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (settings, progress) = (context.Settings, context.Progress);
        settings.RequireDecisions(context.Wanted);
        var who = await context.Account.WhoAsync(cancellationToken);
        progress.Say($"Account {who.Account}, region {who.Region}, as {who.Arn}");
        if (!await context.IsReadyAsync(who, cancellationToken)) throw new DeployException("mend these first; nothing is begun");
        var tag = context.Tag ?? SourceVersion.Of(Environment.CurrentDirectory);
        progress.Say($"Images of version {tag}; then these stacks, each changed only where it is not as it should be:");
        foreach (var template in context.Wanted) progress.Say($"  {settings.StackOf(template)}: {template.Description} ({template.ResourceCount} resources)");
        progress.Say("What would change in each: the command plan. What it costs: the command cost.");
        if (!ask("Begin?")) return 1;

        var outputs = new Dictionary<string, string>(StringComparer.Ordinal) { ["ImageTag"] = tag };
        foreach (var template in context.Wanted)
        {
            if (template.Name == "services") await PushImagesAsync(tag, cancellationToken);
            foreach (var (name, value) in await context.Stacks.DeployAsync(settings.StackOf(template), template, settings.ParametersOf(template, outputs), cancellationToken)) outputs[name] = value;
        }

        if (settings["LogBucket"] is { Length: > 0 } bucket) await new BucketEvents(context.Account.S3, progress).TellAsync(bucket, settings["LogPrefix"] ?? "", outputs["QueueArn"], ask, cancellationToken);
        return await SmokeTestAsync(new Uri(outputs["Url"]), outputs, cancellationToken);
    }

    private async Task PushImagesAsync(string tag, CancellationToken cancellationToken)
    {
        var repository = new ImageRepository(context.Account);
        RegistryLogin? login = null;
        foreach (var image in ServiceImage.All)
        {
            if (image.Project == "Broker" && context.Settings["Broker"] == "iot-core") continue;
            var name = $"{context.Settings.Name}/{image.Repository}";
            if (await repository.HasAsync(name, tag, cancellationToken))
            {
                context.Progress.Say($"{name}:{tag} is there");
                continue;
            }

            context.Progress.Say($"{name}:{tag} is made and pushed");
            login ??= await repository.LogInAsync(cancellationToken);
            await context.Images.PushAsync(image, login, name, tag, context.Settings["Architecture"] ?? "ARM64", cancellationToken);
        }
    }

    private async Task<int> SmokeTestAsync(Uri url, Dictionary<string, string> outputs, CancellationToken cancellationToken)
    {
        var why = "";
        for (var attempt = 0; attempt < SmokeTests; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(url, "/"), cancellationToken);
                // Where the load balancer signs in, it sends a browser on to the identity provider: that is an answer too.
                if ((int)answer.StatusCode is >= 200 and < 400)
                {
                    context.Progress.Say($"FlowOptics answers at {url}");
                    return 0;
                }

                why = $"HTTP {(int)answer.StatusCode}";
            }
            catch (HttpRequestException e)
            {
                why = e.Message;
            }

            await context.Progress.WaitAsync(cancellationToken);
        }

        context.Progress.Say($"All stacks are there, but {url} does not answer ({why}). Does the name {url.Host} point at {outputs["AlbDnsName"]}? The commands status and doctor say more.");
        return 1;
    }
}
