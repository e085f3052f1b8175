using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace FlowOptics.Deploy.Aws;

/// <summary>Documents of AWS's JSON services, as they are: few of their members are of interest here.</summary>
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class DeployJson : JsonSerializerContext;
