using System.Xml.Linq;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.S3.Storage;
using FlowOptics.Emulator.Sqs;

namespace FlowOptics.Emulator.S3.Events;

/// <summary>A bucket's notification configuration: queues only.</summary>
internal sealed class NotificationOperations(BucketStore buckets, QueueStore queues, TimeProvider time)
{
    public Task GetAsync(S3Request request)
    {
        var notifications = buckets.Get(request.BucketName).Settings.Notifications;
        return S3Xml.WriteAsync(request.Aws, "NotificationConfiguration", xml =>
        {
            foreach (var each in notifications)
            {
                xml.WriteStartElement("QueueConfiguration");
                xml.Element("Id", each.Id);
                xml.Element("Queue", each.QueueArn);
                foreach (var name in each.Events) xml.Element("Event", name);
                if (each.Prefix.Length + each.Suffix.Length > 0)
                {
                    xml.WriteStartElement("Filter");
                    xml.WriteStartElement("S3Key");
                    foreach (var (name, value) in ((string, string)[])[("Prefix", each.Prefix), ("Suffix", each.Suffix)])
                    {
                        if (value.Length == 0) continue;
                        xml.WriteStartElement("FilterRule");
                        xml.Element("Name", name);
                        xml.Element("Value", value);
                        xml.WriteEndElement();
                    }

                    xml.WriteEndElement();
                    xml.WriteEndElement();
                }

                xml.WriteEndElement();
            }
        });
    }

    public async Task PutAsync(S3Request request)
    {
        var bucket = buckets.Get(request.BucketName);
        using var staged = await StagedBody.ReadAsync(request.Aws, bucket.StagingFolder);
        request.Aws.Body = new MemoryStream(await File.ReadAllBytesAsync(staged.Path, request.Aws.Aborted));
        request.Aws.BodyHash = null;
        var document = await S3Xml.ReadAsync(request.Aws);
        foreach (var other in (string[])["TopicConfiguration", "CloudFunctionConfiguration", "EventBridgeConfiguration"])
        {
            if (document.All(other).Any()) throw new AwsException(501, "NotImplemented", $"The emulator sends events to queues only, not by {other}");
        }

        var notifications = document.All("QueueConfiguration").Select(Read).ToList();
        var targets = notifications.Select(each => queues.FindByArn(each.QueueArn) ?? throw new AwsException(400, "InvalidArgument",
            "Unable to validate the following destination configurations", ("ArgumentName1", each.QueueArn),
            ("ArgumentValue1", "The destination queue does not exist"))).Distinct().ToList();
        bucket.Change(bucket.Settings with { Notifications = notifications });
        foreach (var queue in targets) queue.Send(S3Event.TestMessage(bucket.Name, request.Aws, time.GetUtcNow()), null, [], 0);
    }

    private static QueueNotification Read(XElement element)
    {
        var events = element.All("Event").Select(each => each.Value).ToList();
        if (events.Count == 0) throw S3Xml.Malformed();
        if (events.FirstOrDefault(each => !S3Event.Known.Contains(each, StringComparer.Ordinal)) is { } unknown)
        {
            throw new AwsException(400, "InvalidArgument", $"The event '{unknown}' is not supported for notifications", ("ArgumentName", "Event"),
                ("ArgumentValue", unknown));
        }

        var (prefix, suffix) = ("", "");
        foreach (var rule in element.All("Filter").SelectMany(filter => filter.All("S3Key")).SelectMany(key => key.All("FilterRule")))
        {
            var value = rule.Value("Value") ?? "";
            switch (rule.Value("Name")?.ToLowerInvariant())
            {
                case "prefix":
                    prefix = value;
                    break;
                case "suffix":
                    suffix = value;
                    break;
                default:
                    throw new AwsException(400, "InvalidArgument", "filter rule name must be either prefix or suffix",
                        ("ArgumentName", "FilterRule.Name"));
            }
        }

        return new QueueNotification(element.Value("Id") is { Length: > 0 } id ? id : Guid.NewGuid().ToString(),
            element.Value("Queue") ?? throw S3Xml.Malformed(), events, prefix, suffix);
    }
}
