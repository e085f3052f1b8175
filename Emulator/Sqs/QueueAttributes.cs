using System.Globalization;
using System.Text.Json;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Sqs;

/// <summary>What can be set of a queue, with SQS's limits and defaults; all values are texts, as in its API.</summary>
internal static class QueueAttributes
{
    private static readonly Dictionary<string, (long Least, long Most, string Default)> Numbers = new(StringComparer.Ordinal)
    {
        ["VisibilityTimeout"] = (0, 43_200, "30"),
        ["MessageRetentionPeriod"] = (60, 1_209_600, "345600"),
        ["DelaySeconds"] = (0, 900, "0"),
        ["ReceiveMessageWaitTimeSeconds"] = (0, 20, "0"),
        ["MaximumMessageSize"] = (1024, 1_048_576, "1048576"),
        ["KmsDataKeyReusePeriodSeconds"] = (60, 86_400, "300"),
    };

    private static readonly HashSet<string> Texts = new(["Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId", "SqsManagedSseEnabled"],
        StringComparer.Ordinal);

    /// <summary>Attributes that a queue has from its start.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Defaults =>
        Numbers.Where(pair => pair.Key != "KmsDataKeyReusePeriodSeconds").Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Default))
            .Append(KeyValuePair.Create("SqsManagedSseEnabled", "true"));

    /// <exception cref="AwsException">There is no such attribute, or its value is out of range.</exception>
    public static void Check(string name, string value)
    {
        if (Texts.Contains(name))
        {
            if (name == "RedrivePolicy" && value.Length > 0) _ = Redrive(value);
            return;
        }

        if (!Numbers.TryGetValue(name, out var limits)) throw new AwsException(400, "InvalidAttributeName", $"Unknown Attribute {name}.");
        if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < limits.Least || number > limits.Most)
        {
            throw new AwsException(400, "InvalidAttributeValue", $"Invalid value for the parameter {name}.");
        }
    }

    /// <summary>Reads <c>{"deadLetterTargetArn":"arn:aws:sqs:…","maxReceiveCount":"5"}</c>.</summary>
    /// <exception cref="AwsException">It is none.</exception>
    public static (string TargetArn, int MaxReceiveCount) Redrive(string policy)
    {
        try
        {
            using var document = JsonDocument.Parse(policy);
            var count = document.RootElement.GetProperty("maxReceiveCount");
            var number = count.ValueKind == JsonValueKind.String ? int.Parse(count.GetString()!, CultureInfo.InvariantCulture) : count.GetInt32();
            if (number is < 1 or > 1000) throw new FormatException("maxReceiveCount must be 1 to 1000");
            return (document.RootElement.GetProperty("deadLetterTargetArn").GetString() ?? throw new FormatException("no target"), number);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new AwsException(400, "InvalidAttributeValue",
                $"Value {policy} for parameter RedrivePolicy is invalid. Reason: Redrive policy is not a valid JSON map with deadLetterTargetArn and maxReceiveCount (1 to 1000).");
        }
    }
}
