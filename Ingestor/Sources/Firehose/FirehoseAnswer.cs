using System.Text.Json.Serialization;

namespace FlowOptics.Ingestor.Sources.Firehose;

/// <summary>What Firehose wants back: <c>{"requestId":"…","timestamp":1578090903599}</c> with 200; anything else, and 200 without this, is sent again.</summary>
internal sealed partial record FirehoseAnswer(string RequestId, long Timestamp, string? ErrorMessage)
{
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(FirehoseAnswer))]
    internal sealed partial class Json : JsonSerializerContext;
}
